namespace Rollouts.Domain.Connections;

/// <summary>An event of a connection or an environment that is written over the API.</summary>
public abstract record InstallationEvent
{
    private InstallationEvent() { }

    /// <summary>
    /// The part was written. The text is stored verbatim, without its name in the administrators' file.
    /// </summary>
    public sealed record Written(string Text) : InstallationEvent;

    public sealed record Removed : InstallationEvent;
}
