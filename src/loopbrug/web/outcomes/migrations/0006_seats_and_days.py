import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("outcomes", "0004_links_only_in_rows")]
    operations = [
        migrations.AddField(
            "submissionrow",
            "handed_in_on",
            models.DateField(default=django.utils.timezone.localdate),
        ),
        migrations.AddField("seat", "why_anyway", models.CharField(blank=True, max_length=200)),
    ]
