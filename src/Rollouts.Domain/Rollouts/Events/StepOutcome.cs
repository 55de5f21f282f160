namespace Rollouts.Domain.Rollouts.Events;

/// <summary>How a step ended. A skipped step is reported as skipped, never as done.</summary>
public enum StepOutcome
{
    /// <summary>The step met its condition.</summary>
    Done,

    /// <summary>A person ended the wait.</summary>
    Skipped,

    /// <summary>A person ended a wait although verdicts were missing.</summary>
    Waived,

    /// <summary>An administrator passed the step in place of the approvers or the gate.</summary>
    Overridden,

    /// <summary>The wait ended without a decision, and the plan continues.</summary>
    Undecided,
}
