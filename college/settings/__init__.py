"""Settings: `env` reads typed values, `base` is complete and sorted, `dev`, `test` and `production` say only what differs."""
