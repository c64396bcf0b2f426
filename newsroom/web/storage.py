"""Static files under names that change with their content, so that browsers keep them for good."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedFiles(CompressedManifestStaticFilesStorage):
    """Scripts import one another by relative address (``from "./server.js";``): there the changing names are put in too.

    Django rewrites an import only where a semicolon ends it; ``tests/test_house_scripts.py`` sees to that.
    """

    support_js_module_import_aggregation = True
