"""The access point's sealed store: blobs, locks and tombstones, never a readable Folder."""
