# The college as one image; compose.yaml starts web and workers from it.
FROM python:3.12-slim
RUN apt-get update && apt-get install --yes --no-install-recommends ffmpeg fontconfig fonts-noto-cjk postgresql-client && rm -rf /var/lib/apt/lists/*
WORKDIR /college
COPY requirements/base.txt requirements/base.txt
RUN pip install --no-cache-dir --require-hashes -r requirements/base.txt
COPY . .
RUN python manage.py messages compile && useradd --create-home college && mkdir /data && chown college /data
USER college
