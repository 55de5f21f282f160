namespace Rollouts.Integrations.Outside;

/// <summary>How something outside failed, as far as it matters to whoever asked.</summary>
public enum FaultKind
{
    /// <summary>Nobody answers there.</summary>
    Unreachable,

    TimedOut,

    /// <summary>It answers, and asks for patience.</summary>
    Throttled,

    /// <summary>It failed by its own account.</summary>
    Broken,

    /// <summary>The credentials are wrong, or do not suffice.</summary>
    Denied,

    /// <summary>What was asked for is not there.</summary>
    NotFound,

    /// <summary>It says of itself that it will not come back.</summary>
    Gone,

    /// <summary>It understood, and will not.</summary>
    Refused,

    /// <summary>It answered with something that nobody can use.</summary>
    Unusable,
}
