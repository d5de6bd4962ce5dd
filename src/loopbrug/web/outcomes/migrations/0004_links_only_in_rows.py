from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("outcomes", "0003_carry_over_links")]
    operations = [migrations.RemoveField("evidenceitem", "shows")]
