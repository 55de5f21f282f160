namespace Rollouts.Domain.Connections;

/// <summary>What keeps a user on one version.</summary>
public enum Affinity
{
    /// <summary>Nothing: the router decides for each request.</summary>
    None,

    /// <summary>The router decides for each connection, so a user stays while the connection is open.</summary>
    Connection,

    /// <summary>A cookie names the backend.</summary>
    Cookie,

    /// <summary>A hash of a header, an address or another part of the request chooses the backend.</summary>
    HeaderHash,
}
