namespace Rollouts.Integrations.Ci;

/// <summary>Whether a message comes from its pipeline.</summary>
public abstract record CiTrust
{
    private CiTrust() { }

    public sealed record Genuine : CiTrust;

    /// <summary>The message could not be authenticated. The reason goes to the log and never to its sender.</summary>
    public sealed record Distrusted(string Why) : CiTrust;

    /// <summary>The message cannot be verified at present. The sender may send it again.</summary>
    public sealed record NotNow(string Why) : CiTrust;
}
