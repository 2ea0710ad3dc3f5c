package org.kohsuke.stapler;

/** What a request is answered with. */
public interface HttpResponse {}
