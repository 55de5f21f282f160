namespace Rollouts.Domain.Rollouts.Events;

/// <summary>How a step was passed. What was skipped is called skipped, never passed.</summary>
public enum Passing
{
    /// <summary>It did what it is there for.</summary>
    Done,

    /// <summary>Somebody ended the wait.</summary>
    Skipped,

    /// <summary>Somebody ended a wait for verdicts that were not there.</summary>
    Waived,

    /// <summary>An administrator passed it in place of those who were asked.</summary>
    Overridden,

    /// <summary>The plan goes on undecided.</summary>
    Undecided,
}
