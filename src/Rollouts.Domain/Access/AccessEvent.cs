namespace Rollouts.Domain.Access;

/// <summary>An event of the access log: sign-ins, use of keys and refused requests.</summary>
public abstract record AccessEvent
{
    private AccessEvent() { }

    /// <summary>The first request of a caller on that day, or since the process started.</summary>
    /// <param name="From">The address that the connection came from.</param>
    public sealed record Entered(string From) : AccessEvent;

    /// <summary>A request was refused: the caller was not authenticated or not authorized.</summary>
    /// <param name="Code">The problem code of the answer.</param>
    /// <param name="Wanted">The method and the path, shortened.</param>
    /// <param name="Unwritten">
    /// The number of refusals since the previous record that were not recorded, because there were too many.
    /// </param>
    public sealed record Refused(string Code, string Wanted, string From, long Unwritten) : AccessEvent;

    /// <summary>A person signed in.</summary>
    /// <param name="Provider">
    /// The identity provider of the person; null for a sign-in by link, which the owner of the machine creates.
    /// </param>
    /// <param name="Session">The identifier of the new session, shortened.</param>
    public sealed record SignedIn(string? Provider, string Session, string From) : AccessEvent;

    /// <summary>A person signed out.</summary>
    public sealed record SignedOut(string Session, string From) : AccessEvent;

    /// <summary>An administrator acts on background jobs. It is recorded before the action.</summary>
    /// <param name="Action">The address of the action below <c>/jobs</c>, as in <c>jobs/failed/requeue</c>.</param>
    /// <param name="Jobs">The jobs that were selected; empty if the address names the job.</param>
    public sealed record JobsChanged(string Action, ValueList<string> Jobs, string From) : AccessEvent;

    /// <summary>A single-use sign-in link was used. It cannot be used again.</summary>
    public sealed record LinkUsed(string Session) : AccessEvent;
}
