"""Invented CVs in both forms of Europass, and a PDF that carries one. Nobody in them exists."""

from io import BytesIO

from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject

CANDIDATE = """<?xml version="1.0" encoding="UTF-8"?>
<Candidate xmlns="http://www.europass.eu/1.0" xmlns:oa="http://www.openapplications.org/oagis/9"
    xmlns:eures="http://www.europass_eures.eu/1.0" xmlns:hr="http://www.hr-xml.org/3">
  <hr:DocumentID schemeID="X" schemeAgencyName="EUROPASS" schemeVersionID="4.0"/>
  <CandidateSupplier>
    <PersonContact><PersonName><oa:GivenName>Geheimvoornaam</oa:GivenName></PersonName>
    </PersonContact>
  </CandidateSupplier>
  <CandidatePerson>
    <PersonName><oa:GivenName>Geheimvoornaam</oa:GivenName>
      <hr:FamilyName>Geheimachternaam</hr:FamilyName></PersonName>
    <Communication><ChannelCode>Telephone</ChannelCode><oa:DialNumber>612345678</oa:DialNumber>
      <Address><oa:AddressLine>Geheimstraat 1</oa:AddressLine>
        <oa:PostalCode>9999 ZZ</oa:PostalCode></Address></Communication>
    <NationalityCode>geheimland</NationalityCode>
    <hr:BirthDate>1981-02-03</hr:BirthDate>
    <GenderCode>geheimgeslacht</GenderCode>
    <PrimaryLanguageCode name="NORMAL">nld</PrimaryLanguageCode>
  </CandidatePerson>
  <CandidateProfile languageCode="en">
    <EmploymentHistory><EmployerHistory><hr:OrganizationName>Smithy Lantern</hr:OrganizationName>
      <PositionHistory><PositionTitle>Instructor</PositionTitle></PositionHistory>
    </EmployerHistory></EmploymentHistory>
  </CandidateProfile>
  <CandidateProfile languageCode="nl">
    <hr:ExecutiveSummary>Geheimsamenvatting</hr:ExecutiveSummary>
    <Attachment><EmbeddedData>R2VoZWltZm90bw==</EmbeddedData></Attachment>
    <EmploymentHistory>
      <EmployerHistory>
        <hr:OrganizationName>Smederij De Lantaarn</hr:OrganizationName>
        <OrganizationContact><Communication><Address>
          <oa:AddressLine>Geheimkade 2</oa:AddressLine></Address></Communication>
        </OrganizationContact>
        <PositionHistory>
          <PositionTitle typeCode="URI" languageID="http://data.europa.eu/esco/occupation/0">
            Praktijkinstructeur</PositionTitle>
          <eures:EmploymentPeriod>
            <eures:StartDate><hr:FormattedDateTime>2016-10</hr:FormattedDateTime></eures:StartDate>
            <hr:CurrentIndicator>true</hr:CurrentIndicator>
          </eures:EmploymentPeriod>
          <oa:Description>&lt;p&gt;Leerlingen lassen &amp;amp; meten geleerd.&lt;/p&gt;&lt;ul&gt;
            &lt;li&gt;acht per jaar&lt;/li&gt;&lt;/ul&gt;</oa:Description>
        </PositionHistory>
        <PositionHistory>
          <PositionTitle>Lasser</PositionTitle>
          <eures:EmploymentPeriod>
            <eures:StartDate><hr:FormattedDateTime>2012</hr:FormattedDateTime></eures:StartDate>
            <eures:EndDate><hr:FormattedDateTime>2016-02</hr:FormattedDateTime></eures:EndDate>
          </eures:EmploymentPeriod>
        </PositionHistory>
      </EmployerHistory>
    </EmploymentHistory>
    <EducationHistory>
      <EducationOrganizationAttendance>
        <hr:OrganizationName>Hogeschool Westerkim</hr:OrganizationName>
        <EducationLevelCode>6</EducationLevelCode>
        <AttendancePeriod>
          <StartDate><hr:FormattedDateTime>2008-09-01</hr:FormattedDateTime></StartDate>
          <EndDate><hr:FormattedDateTime>2012-07-06</hr:FormattedDateTime></EndDate>
          <Ongoing>false</Ongoing>
        </AttendancePeriod>
        <EducationDegree>
          <hr:DegreeName>Bachelor werktuigbouwkunde</hr:DegreeName>
          <FieldOfStudy><MainFieldOfStudy>
            <ProgramConcentration>Techniek</ProgramConcentration></MainFieldOfStudy></FieldOfStudy>
          <OccupationalSkillsCovered>Sterkteleer</OccupationalSkillsCovered>
        </EducationDegree>
      </EducationOrganizationAttendance>
    </EducationHistory>
    <PersonQualifications>
      <PersonCompetency>
        <CompetencyID schemeName="NORMAL">ger</CompetencyID>
        <hr:TaxonomyID>language</hr:TaxonomyID>
        <eures:CompetencyDimension>
          <eures:Score><hr:ScoreText>C1</hr:ScoreText></eures:Score></eures:CompetencyDimension>
        <eures:CompetencyDimension>
          <eures:Score><hr:ScoreText>B2</hr:ScoreText></eures:Score></eures:CompetencyDimension>
        <eures:CompetencyDimension/>
      </PersonCompetency>
      <PersonCompetency><CompetencyID>AutoCAD</CompetencyID>
        <hr:TaxonomyID>digital</hr:TaxonomyID></PersonCompetency>
    </PersonQualifications>
    <ConferencesAndSeminars><ConferenceAndSeminar>
      <Title>Cursus lasinstructie</Title>
      <Date><StartDate><hr:FormattedDateTime>2019-03-04</hr:FormattedDateTime></StartDate>
        <EndDate><hr:FormattedDateTime>2019-03-05</hr:FormattedDateTime></EndDate></Date>
    </ConferenceAndSeminar></ConferencesAndSeminars>
    <Others><Title>Hobby</Title><Other><Title>Geheimhobby</Title></Other></Others>
  </CandidateProfile>
</Candidate>
"""

PASSPORT = """<?xml version="1.0" encoding="UTF-8"?>
<SkillsPassport xmlns="http://europass.cedefop.europa.eu/Europass" locale="nl">
  <DocumentInfo><DocumentType>ECV</DocumentType><XSDVersion>V3.3.0</XSDVersion></DocumentInfo>
  <LearnerInfo>
    <Identification>
      <PersonName><FirstName>Geheimvoornaam</FirstName></PersonName>
      <Demographics><Birthdate year="1975" month="--05" day="---06"/>
        <Gender><Code>M</Code><Label>Geheimgeslacht</Label></Gender></Demographics>
      <Photo><Data>R2VoZWltZm90bw==</Data></Photo>
    </Identification>
    <WorkExperienceList>
      <WorkExperience>
        <Period><From year="2010" month="--03"/><Current>true</Current></Period>
        <Position><Label>Verpleegkundige</Label></Position>
        <Activities>&lt;p&gt;Stagiairs begeleid&lt;/p&gt;</Activities>
        <Employer><Name>Ziekenhuis Het Anker</Name>
          <ContactInfo><Address><Contact><AddressLine>Geheimlaan 3</AddressLine></Contact></Address>
          </ContactInfo></Employer>
      </WorkExperience>
    </WorkExperienceList>
    <EducationList>
      <Education>
        <Period><From year="1993" month="--09" day="---01"/><To year="1997"/></Period>
        <Title>Hbo verpleegkunde</Title>
        <Organisation><Name>Hogeschool Oosterkim</Name></Organisation>
        <Level><Label>EQF 6</Label></Level>
      </Education>
    </EducationList>
    <Skills>
      <Linguistic>
        <MotherTongueList><MotherTongue>
          <Description><Code>nl</Code><Label>Nederlands</Label></Description>
        </MotherTongue></MotherTongueList>
        <ForeignLanguageList><ForeignLanguage>
          <Description><Code>en</Code><Label>Engels</Label></Description>
          <ProficiencyLevel><Listening>C1</Listening><Reading>C2</Reading></ProficiencyLevel>
        </ForeignLanguage></ForeignLanguageList>
      </Linguistic>
      <Organisational><Description>&lt;p&gt;Roosters maken&lt;/p&gt;</Description></Organisational>
      <Driving><Description><Licence>B</Licence></Description></Driving>
    </Skills>
    <AchievementList>
      <Achievement><Title><Code>courses</Code><Label>Cursussen</Label></Title>
        <Description>&lt;p&gt;Werkbegeleider, 2015&lt;/p&gt;</Description></Achievement>
    </AchievementList>
  </LearnerInfo>
</SkillsPassport>
"""


def pdf_with(*attached: bytes, password: str = "") -> bytes:
    """Return a PDF of one page with files attached, compressed; encrypted with a password."""
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    for number, content in enumerate(attached):
        embedded = writer.add_attachment(f"file-{number}.bin", b"")
        embedded.content = content
    for number, thing in enumerate(writer._objects, start=1):
        if isinstance(thing, DecodedStreamObject):
            writer._replace_object(number, thing.flate_encode())
    if password:
        writer.encrypt(password)
    target = BytesIO()
    writer.write(target)
    return target.getvalue()
