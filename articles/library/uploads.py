"""Files that staff send: without a name on the disk while they arrive, and never endless.

A photograph may tell where its source lives. A file without a name is gone with the process that holds it, however that ends.
"""

import tempfile

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler

from articles.pictures.limits import MAX_BYTES


class CappedUploadHandler(FileUploadHandler):
    """Stores nothing of a file that is too large, and hands it on empty but with its true size, so that the form can say so."""

    def new_file(self, *args, **kwargs):
        super().new_file(*args, **kwargs)
        nameless = tempfile.TemporaryFile(dir=settings.FILE_UPLOAD_TEMP_DIR)  # noqa: SIM115 - closed with the request
        self.file = UploadedFile(nameless, self.file_name, self.content_type, 0, self.charset, self.content_type_extra)

    def receive_data_chunk(self, raw_data, start):
        if start + len(raw_data) <= MAX_BYTES:
            self.file.write(raw_data)
        else:
            self.file.truncate(0)

    def file_complete(self, file_size):
        self.file.seek(0)
        self.file.size = file_size
        return self.file

    def upload_interrupted(self):
        if hasattr(self, "file"):
            self.file.close()
