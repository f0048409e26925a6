"""The building blocks."""

from django.apps import AppConfig
from django.contrib.staticfiles import apps as staticfiles


class WelfareConfig(AppConfig):
    """Building blocks that know no noun of the domain."""

    name = "welfare"


class StaticFilesConfig(staticfiles.StaticFilesConfig):
    """Collects only what the pages ask for: compressing the rest takes longer than a whole first start."""

    ignore_patterns = [
        *staticfiles.StaticFilesConfig.ignore_patterns,
        "fontawesome",  # its single icons stand in the pages
        *("bootstrap/css/bootstrap-*", "bootstrap/css/bootstrap.css*", "bootstrap/css/bootstrap.rtl.*"),
        *("bootstrap/js/jquery*", "bootstrap/js/bootstrap.js*", "bootstrap/js/bootstrap.min.js*"),
        *("bootstrap/js/bootstrap.esm.*", "bootstrap/js/bootstrap.bundle.js*"),
        *("django_htmx/ht?x-4*", "django_htmx/htmax-4*", "django_htmx/htmx-2.js", "ext"),
        *("admin/js/vendor/*/jquery.js", "admin/js/vendor/*/select2.full.js", "admin/js/vendor/*/xregexp.js"),
    ]
