"""Files that staff send: in the system's folder for temporary files while they arrive, never below the media, never endless."""

from django.core.files.uploadhandler import TemporaryFileUploadHandler

from articles.pictures.limits import MAX_BYTES


class CappedUploadHandler(TemporaryFileUploadHandler):
    """Stores nothing of a file that is too large, and hands it on empty but with its true size, so that the form can say so."""

    def receive_data_chunk(self, raw_data, start):
        if start + len(raw_data) <= MAX_BYTES:
            super().receive_data_chunk(raw_data, start)
        else:
            self.file.truncate(0)
