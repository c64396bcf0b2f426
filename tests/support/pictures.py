"""Files of pictures for tests, made at run time."""

from django.core.files.uploadedfile import SimpleUploadedFile


def upload(content: bytes, name: str = "photo.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)
