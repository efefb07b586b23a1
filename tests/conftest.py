"""What all tests share."""

from __future__ import annotations

from functools import cache

import botocore.session

# moto ends boto3's session with each account, and botocore reads what it knows of a service once for each session: for
# most tests of the API and the storage this was the longest part.
botocore.session.create_loader = cache(botocore.session.create_loader)
