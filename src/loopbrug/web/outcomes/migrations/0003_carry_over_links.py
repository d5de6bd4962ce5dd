from django.db import migrations

KINDS = {
    "toetsuitslag": "test-result",
    "product": "work-product",
    "ontwerp": "work-product",
    "verslag": "work-product",
    "lesplan": "work-product",
    "lesbezoek": "observation",
    "beoordeling": "statement",
    "referentie": "statement",
    "evaluatie": "statement",
    "feedback": "statement",
    "certificaat": "certificate",
    "registratie": "certificate",
    "overzicht": "teaching-record",
    "logboek": "teaching-record",
    "cijferlijst": "diploma",
}


def carry_over(apps, _schema_editor):
    """Make a row of every outcome a piece was said to show, and a kind of every free word."""
    item_rows = apps.get_model("outcomes", "EvidenceItem").objects.all()
    shown = apps.get_model("outcomes", "EvidenceShown")
    for item in item_rows.iterator():
        for outcome in dict.fromkeys(item.shows):
            shown.objects.get_or_create(item=item, outcome=outcome)
        item.kind = KINDS.get(item.kind, item.kind)
        item.save(update_fields=["kind"])


class Migration(migrations.Migration):
    dependencies = [("outcomes", "0002_five_weeks")]
    operations = [migrations.RunPython(carry_over, migrations.RunPython.noop)]
