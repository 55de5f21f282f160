namespace Rollouts.Integrations.Ci;

/// <summary>Whether a message is its pipeline's.</summary>
public abstract record CiTrust
{
    private CiTrust() { }

    public sealed record Genuine : CiTrust;

    /// <summary>Nobody knows whose it is. Why is for the log, and never for whoever sent it.</summary>
    public sealed record Distrusted(string Why) : CiTrust;

    /// <summary>It cannot be checked at present, and may be sent again.</summary>
    public sealed record NotNow(string Why) : CiTrust;
}
