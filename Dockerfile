# The site as one image: docker build -t newsroom .
# Before the first start and after each upgrade: docker compose run --rm web python manage.py migrate --noinput
FROM python:3.13-slim

ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1
WORKDIR /srv/newsroom
RUN ["useradd", "--system", "--no-create-home", "newsroom"]

COPY requirements.txt ./
RUN ["python", "-m", "pip", "install", "--no-cache-dir", "--require-hashes", "-r", "requirements.txt"]

COPY . .
RUN ["python", "deploy/messages.py", "compile"]
# A key for this one step, so that none is generated and kept in the image.
RUN SECRET_KEY=used-while-building-only python manage.py collectstatic --noinput

# Pictures outlive the container: a volume that is mounted here takes this owner over.
RUN ["install", "--directory", "--owner=newsroom", "/srv/media"]

ENV PRODUCTION=1 MEDIA_ROOT=/srv/media GRANIAN_HOST=0.0.0.0 GRANIAN_PORT=8000 GRANIAN_WORKERS=2 GRANIAN_BLOCKING_THREADS=4 GRANIAN_WORKERS_KILL_TIMEOUT=30
USER newsroom
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=5s --start-period=20s CMD ["python", "deploy/ready.py"]
CMD ["python", "-m", "granian", "--interface", "wsgi", "newsroom.wsgi:application"]
