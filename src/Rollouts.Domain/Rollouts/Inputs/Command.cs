namespace Rollouts.Domain.Rollouts.Inputs;

/// <summary>
/// A command to an existing rollout. It takes effect once, however often its caller sends it with the same key.
/// </summary>
public abstract record Command(string Key, Actor By, string Reason) : Input
{
    /// <summary>The name of the command, as callers and records know it.</summary>
    public string Kind =>
        this switch
        {
            Approve => "approve",
            Reject => "reject",
            Pause => "pause",
            Resume => "resume",
            Skip => "skip",
            Promote => "promote",
            RollBack => "rollBack",
            Supersede => "supersede",
            Confirm => "confirm",
            Abandon => "abandon",
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    /// <summary>What makes it the same command when it is sent again.</summary>
    public HandledCommand Identity => new(By.Id, Key, Kind);

    /// <summary>A command that was decided on a position, and is stale when that position has passed.</summary>
    public abstract record Placed(string Key, Actor By, string Reason, Position Seen) : Command(Key, By, Reason);

    public sealed record Approve(string Key, Actor By, string Reason, Position Seen) : Placed(Key, By, Reason, Seen);

    /// <summary>One no is enough: what then happens stands in the step.</summary>
    public sealed record Reject(string Key, Actor By, string Reason, Position Seen) : Placed(Key, By, Reason, Seen);

    public sealed record Pause(string Key, Actor By, string Reason, Position Seen) : Placed(Key, By, Reason, Seen);

    /// <summary>Goes on where it stands; the wait gets a new deadline.</summary>
    public sealed record Resume(string Key, Actor By, string Reason, Position Seen) : Placed(Key, By, Reason, Seen);

    /// <summary>Ends the present wait.</summary>
    public sealed record Skip(string Key, Actor By, string Reason, Position Seen) : Placed(Key, By, Reason, Seen);

    /// <summary>Ends every wait up to and including 100 % in every wave; bakes are kept.</summary>
    public sealed record Promote(string Key, Actor By, string Reason, Position Seen) : Placed(Key, By, Reason, Seen);

    /// <summary>Always wins, wherever the rollout is by now.</summary>
    public sealed record RollBack(string Key, Actor By, string Reason) : Command(Key, By, Reason);

    /// <summary>A newer version wants to go; this one is taken back unless it is too far.</summary>
    /// <param name="Seen">What a person saw who wants it; null where the queue wants it.</param>
    public sealed record Supersede(string Key, Actor By, string Reason, RolloutId Newer, Position? Seen = null)
        : Command(Key, By, Reason);

    /// <summary>
    /// Confirms the rollout after its store went back in time: what it wants is wanted in the world as it is.
    /// </summary>
    public sealed record Confirm(string Key, Actor By, string Reason, Position Seen) : Placed(Key, By, Reason, Seen);

    /// <summary>An administrator takes over what cannot be reached.</summary>
    public sealed record Abandon(string Key, Actor By, string Reason, Position Seen) : Placed(Key, By, Reason, Seen);
}
