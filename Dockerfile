# The site in a container: the steps of ./start --install, and nothing more. compose.yaml runs web, worker and tick.
# tests/test_dockerfile.py runs these steps without a container engine.
FROM python:3.13-slim-bookworm

# For diplomas and method books as PDF: Pango, and fonts for every name.
RUN apt-get update \
    && apt-get install --yes --no-install-recommends \
        libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-noto-core fonts-noto-cjk \
    && rm -rf /var/lib/apt/lists/*

WORKDIR /srv/vagen
COPY requirements.txt start ./
COPY tools tools
RUN DATA_DIR=/tmp/install ./start --install

COPY . .
RUN useradd --system vagen && mkdir /data && chown vagen /data
USER vagen
ENV DATA_DIR=/data PYTHONUNBUFFERED=1
VOLUME /data
EXPOSE 8000
CMD [".venv/bin/python", "manage.py", "serve", "--host", "0.0.0.0"]
