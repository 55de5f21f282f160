namespace Rollouts.Contracts;

/// <summary>What is found at the other end of a connection.</summary>
public enum Peer
{
    Healthy,

    /// <summary>Nobody listens there.</summary>
    Absent,

    /// <summary>It takes what is said and never answers; the connection has a short time-out.</summary>
    Silent,

    /// <summary>It does not accept who asks.</summary>
    Distrustful,
}
