"""Recordings: from the PBX's two raw files to one stereo file that may be played by those who may, and by nobody else."""
