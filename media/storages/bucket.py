"""The few things that we ask of an S3 store, each in one call, with three ways to fail: FileNotFoundError, a full disk (OSError with ENOSPC), StoreAway."""

import errno
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from itertools import batched
from pathlib import Path
from typing import Any
from uuid import uuid4

import boto3
from boto3.exceptions import Boto3Error
from boto3.s3.transfer import TransferConfig
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from college.settings.env import Store
from media.storages.away import StoreAway

WHOLE = 8 * 1024 * 1024  # bytes that go in one request; what is larger is sent and fetched in parts of that size
MISSING = {"404", "NoSuchKey", "NotFound", "NoSuchCORSConfiguration"}
FULL = {"507", "QuotaExceeded", "InsufficientStorage", "XMinioStorageFull"}
PARTS = TransferConfig(multipart_threshold=WHOLE, multipart_chunksize=WHOLE, max_concurrency=4)
Followed = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Kept:
    """An object: its name below the prefix that was asked for, its bytes, when it came."""

    name: str
    size: int
    at: datetime


class Bucket:
    """Our part of a bucket. Keys are relative to the store's prefix; it may be used by several threads."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.client, self.signer = _client(store, store.endpoint), _client(store, store.public)

    def put(self, key: str, data: bytes, content_type: str = "application/octet-stream") -> None:
        with _asked(key):
            self.client.put_object(**self._at(key), Body=data, ContentType=content_type)

    def send(self, path: Path, key: str, content_type: str = "application/octet-stream", followed: Followed | None = None, **noted: str) -> None:
        """A file, in parts when it is large. `followed` hears how many bytes have gone; what it raises ends the transfer."""
        with _asked(key):
            if path.stat().st_size <= WHOLE:
                self.client.put_object(**self._at(key), Body=path.read_bytes(), ContentType=content_type, Metadata=noted)
            else:
                extra = {"ContentType": content_type, "Metadata": noted}
                self.client.upload_file(str(path), self.store.bucket, self._key(key), ExtraArgs=extra, Config=PARTS, Callback=followed)

    def get(self, key: str) -> bytes:
        with _asked(key):
            return bytes(self.client.get_object(**self._at(key))["Body"].read())

    def fetch(self, key: str, target: Path, size: int, followed: Followed | None = None) -> None:
        """Into a file, which appears when it is whole."""
        if size > WHOLE:
            with _asked(key):
                self.client.download_file(self.store.bucket, self._key(key), str(target), Config=PARTS, Callback=followed)
            return
        unfinished = target.with_name(f".{uuid4().hex}")
        unfinished.write_bytes(self.get(key))
        unfinished.replace(target)

    def about(self, key: str) -> tuple[int, dict[str, str]] | None:
        """Bytes and notes of an object; None when it is not there."""
        with suppress(FileNotFoundError), _asked(key):
            found = self.client.head_object(**self._at(key))
            return found["ContentLength"], found["Metadata"]
        return None

    def listed(self, prefix: str) -> Iterator[Kept]:
        """What lies below a prefix, which ends with a slash."""
        whole = self._key(prefix)
        with _asked(prefix):
            for page in self.client.get_paginator("list_objects_v2").paginate(Bucket=self.store.bucket, Prefix=whole):
                yield from (Kept(one["Key"].removeprefix(whole), one["Size"], one["LastModified"]) for one in page.get("Contents", ()))

    def copy(self, key: str, other: str) -> None:
        with _asked(key):
            self.client.copy({"Bucket": self.store.bucket, "Key": self._key(key)}, self.store.bucket, self._key(other), Config=PARTS)

    def delete(self, *keys: str) -> None:
        """Objects that are not there are no fault."""
        for some in batched(keys, 1000):
            with _asked(some[0]):
                found = self.client.delete_objects(Bucket=self.store.bucket, Delete={"Objects": [{"Key": self._key(key)} for key in some], "Quiet": True})
            if found.get("Errors"):
                raise StoreAway(str(found["Errors"][0]))

    def delete_below(self, prefix: str) -> None:
        self.delete(*[prefix + one.name for one in self.listed(prefix)])

    def address(self, key: str, method: str, seconds: int, **answer: str) -> str:
        """A signed address for browsers; `answer` are headers of the answer, such as ContentDisposition. Nothing is asked of the store."""
        operation = "head_object" if method == "HEAD" else "get_object"
        wanted = {f"Response{name}": value for name, value in answer.items()}
        return str(self.signer.generate_presigned_url(operation, Params={**self._at(key), **wanted}, ExpiresIn=seconds))

    def prepare(self) -> None:
        """The bucket is there, and is ours."""
        with suppress(FileNotFoundError), _asked(self.store.bucket):
            self.client.head_bucket(Bucket=self.store.bucket)
            return
        with _asked(self.store.bucket):
            self.client.create_bucket(Bucket=self.store.bucket, **_place(self.store.region))

    def allow(self, origin: str) -> None:
        """Scripts of pages of this origin may read what a signed address leads to. Rules of others stay."""
        rule = {"AllowedOrigins": [origin], "AllowedMethods": ["GET", "HEAD"], "AllowedHeaders": ["Range"], "MaxAgeSeconds": 3600}
        exposed = {"ExposeHeaders": ["Content-Length", "Content-Range", "Accept-Ranges", "ETag"]}
        rules: list[dict[str, Any]] = []
        with suppress(FileNotFoundError), _asked("cors"):
            rules = self.client.get_bucket_cors(Bucket=self.store.bucket)["CORSRules"]
        others = [known for known in rules if known["AllowedOrigins"] != [origin]]
        with _asked("cors"):
            self.client.put_bucket_cors(Bucket=self.store.bucket, CORSConfiguration={"CORSRules": [*others, {**rule, **exposed}]})

    def check(self) -> None:
        """It answers, and knows us."""
        with _asked(self.store.bucket):
            self.client.list_objects_v2(Bucket=self.store.bucket, Prefix=self._key("hidden/"), MaxKeys=1)

    def _key(self, key: str) -> str:
        return f"{self.store.prefix}/{key}" if self.store.prefix else key

    def _at(self, key: str) -> dict[str, str]:
        return {"Bucket": self.store.bucket, "Key": self._key(key)}


@cache
def bucket_of(store: Store) -> Bucket:
    """One for each process: it keeps its connections."""
    return Bucket(store)


@cache
def _session() -> Any:
    """It reads megabytes about Amazon's services, once."""
    return boto3.session.Session()


def _client(store: Store, endpoint: str) -> Any:
    config = Config(
        signature_version="s3v4",
        s3={"addressing_style": "path"},
        connect_timeout=3,
        read_timeout=20,
        retries={"mode": "standard", "total_max_attempts": 2},
        max_pool_connections=16,
        request_checksum_calculation="when_required",  # other stores than Amazon's do not know the new checksums
        response_checksum_validation="when_required",
    )
    known = {"aws_access_key_id": store.key, "aws_secret_access_key": store.secret, "region_name": store.region}
    return _session().client("s3", endpoint_url=endpoint, config=config, **known)


def _place(region: str) -> dict[str, Any]:
    return {} if region == "us-east-1" else {"CreateBucketConfiguration": {"LocationConstraint": region}}


@contextmanager
def _asked(what: str) -> Iterator[None]:
    try:
        yield
    except (ClientError, Boto3Error) as error:
        raise _meant(error, what) from error
    except BotoCoreError as error:
        raise StoreAway(f"{what}: {type(error).__name__}") from error


def _meant(error: Exception, what: str) -> OSError:
    """An upload in parts hides the store's answer behind an error of its own."""
    answer = error if isinstance(error, ClientError) else error.__context__
    code = answer.response["Error"]["Code"] if isinstance(answer, ClientError) else ""
    if code in MISSING:
        return FileNotFoundError(errno.ENOENT, "not in the store", what)
    if code in FULL:
        return OSError(errno.ENOSPC, f"the store is full ({code})", what)
    return StoreAway(f"{what}: {code or type(error).__name__}")
