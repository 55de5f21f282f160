namespace Rollouts.Domain.Rollouts.Desired;

/// <summary>
/// The desired state of the external systems. The engine repeatedly closes the difference between this and their actual
/// state. It has no other instructions.
/// </summary>
public sealed record DesiredState
{
    public required ValueList<DesiredTraffic> Targets { get; init; }

    /// <summary>The checks to evaluate.</summary>
    public required ValueList<Question> Questions { get; init; }

    public GateQuestion? Gate { get; init; }

    /// <summary>
    /// All notifications that should have been sent by now. The key of each identifies those that were sent already.
    /// </summary>
    public required ValueList<Notification> Notifications { get; init; }

    /// <summary>When time alone will change the rollout; null if only an external event can.</summary>
    public Instant? Deadline { get; init; }

    /// <param name="now">The time of the decision that made this state. Only the deadline depends on it.</param>
    public static DesiredState Of(Rollout state, Instant now) =>
        new()
        {
            Targets = TargetsOf(state),
            Questions = QuestionsOf(state),
            Gate = GateOf(state),
            Notifications = NotificationsOf(state),
            Deadline = DeadlineOf(state, now),
        };

    /// <summary>The traffic alone; a part costs a fraction of the whole.</summary>
    public static ValueList<DesiredTraffic> TargetsOf(Rollout state) => DesiredTrafficOf.Of(state);

    public static ValueList<Question> QuestionsOf(Rollout state) => Desired.Questions.Of(state);

    public static GateQuestion? GateOf(Rollout state) => GateQuestion.Of(state);

    public static ValueList<Notification> NotificationsOf(Rollout state) => Desired.Notifications.Of(state);

    public static Instant? DeadlineOf(Rollout state, Instant now) => NextDeadline.Of(state, now);

    /// <summary>
    /// Whether a deadline is the end of a pause that the plan asks for, after which the rollout moves forward; any
    /// other deadline is a limit.
    /// </summary>
    public static bool IsForwardMove(Rollout state, Instant deadline) => NextDeadline.PauseEnds(state) == deadline;
}
