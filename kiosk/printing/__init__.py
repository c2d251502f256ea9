"""From a Folder to paper: content, page geometry, canvas; slips; printers."""
