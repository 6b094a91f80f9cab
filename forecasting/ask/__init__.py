"""Questions put to an assessment: what would be needed, what the answer hangs on, what two drafts changed."""
