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
            Withdraw => "withdraw",
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

    /// <summary>Identifies repeats of the same command.</summary>
    public HandledCommand Identity => new(By.Id, Key, Kind);

    /// <summary>A command that was decided on a position, and is stale when that position has passed.</summary>
    public abstract record Placed(string Key, Actor By, string Reason, Position Seen) : Command(Key, By, Reason);

    /// <param name="Later">The step to approve ahead; null to approve the present one.</param>
    public sealed record Approve(string Key, Actor By, string Reason, Position Seen, LaterStep? Later = null)
        : Placed(Key, By, Reason, Seen);

    /// <summary>
    /// Withdraws an approval that was given ahead. It needs no position: it is possible until the approval takes
    /// effect, wherever the rollout is.
    /// </summary>
    public sealed record Withdraw(string Key, Actor By, string Reason, LaterStep Later) : Command(Key, By, Reason);

    /// <summary>Rejects the approval. One rejection suffices; the step defines its effect.</summary>
    public sealed record Reject(string Key, Actor By, string Reason, Position Seen) : Placed(Key, By, Reason, Seen);

    public sealed record Pause(string Key, Actor By, string Reason, Position Seen) : Placed(Key, By, Reason, Seen);

    /// <summary>Continues at the present step. The wait gets a new deadline.</summary>
    public sealed record Resume(string Key, Actor By, string Reason, Position Seen) : Placed(Key, By, Reason, Seen);

    /// <summary>Ends the present wait.</summary>
    public sealed record Skip(string Key, Actor By, string Reason, Position Seen) : Placed(Key, By, Reason, Seen);

    /// <summary>Ends every wait up to and including 100 % in every wave; bakes are kept.</summary>
    public sealed record Promote(string Key, Actor By, string Reason, Position Seen) : Placed(Key, By, Reason, Seen);

    /// <summary>Always wins, wherever the rollout is by now.</summary>
    /// <param name="PastPointOfNoReturn">
    /// The confirmation that a rollback past the point of no return requires. It changes nothing before the point.
    /// </param>
    public sealed record RollBack(string Key, Actor By, string Reason, bool PastPointOfNoReturn = false)
        : Command(Key, By, Reason);

    /// <summary>A newer version is waiting. This rollout is rolled back unless it has progressed too far.</summary>
    /// <param name="Seen">The position that the requesting person saw; null if the queue requests it.</param>
    public sealed record Supersede(string Key, Actor By, string Reason, RolloutId Newer, Position? Seen = null)
        : Command(Key, By, Reason);

    /// <summary>Confirms the rollout after its store went back in time: its desired state is still wanted.</summary>
    public sealed record Confirm(string Key, Actor By, string Reason, Position Seen) : Placed(Key, By, Reason, Seen);

    /// <summary>An administrator takes over a rollout whose routers cannot be reached.</summary>
    public sealed record Abandon(string Key, Actor By, string Reason, Position Seen) : Placed(Key, By, Reason, Seen);
}
