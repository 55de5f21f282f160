namespace Rollouts.Domain.Installations;

/// <summary>What can happen to a connection or an environment that is written over the API.</summary>
public abstract record InstallationEvent
{
    private InstallationEvent() { }

    /// <summary>It was written, word for word, as it would stand below its name in the administrators' file.</summary>
    public sealed record Written(string Text) : InstallationEvent;

    public sealed record Removed : InstallationEvent;
}
