"""A release and a round belong to a place on a path: an organisation that has several förbund is a place in each."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_initial"),
        ("lms", "0001_initial"),
    ]

    operations = [
        migrations.RemoveIndex(model_name="roundclosing", name="round_closing_node"),
        migrations.RenameField(model_name="release", old_name="node", new_name="organisation"),
        migrations.RenameField(model_name="roundclosing", old_name="node", new_name="organisation"),
        migrations.AddField(
            model_name="release",
            name="via",
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="releases_through", to="accounts.organisation"),
        ),
        migrations.AddField(
            model_name="roundclosing",
            name="via",
            # No round has been closed before this.
            field=models.ForeignKey(default=0, on_delete=django.db.models.deletion.PROTECT, related_name="round_closings_through", to="accounts.organisation"),
            preserve_default=False,
        ),
        migrations.AlterField(
            model_name="roundclosing",
            name="organisation",
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="round_closings", to="accounts.organisation"),
        ),
        migrations.AddField(model_name="releasedanswer", name="text", field=models.TextField(blank=True, default=""), preserve_default=False),
        migrations.AlterModelOptions(
            name="releasedanswer",
            options={"ordering": ["pk"], "verbose_name": "redovisat svar", "verbose_name_plural": "redovisade svar"},
        ),
        migrations.AddConstraint(
            model_name="release",
            constraint=models.CheckConstraint(
                condition=models.Q(("organisation__isnull", True), ("via__isnull", False), _connector="OR"),
                name="release_node_has_its_path",
            ),
        ),
        migrations.AddIndex(
            model_name="roundclosing",
            index=models.Index(fields=["course", "via", "organisation"], name="round_closing_node"),
        ),
    ]
