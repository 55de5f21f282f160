using Rollouts.Domain.Rollouts;
using Rollouts.Engine.Requests;
using Rollouts.Engine.Rollouts.Commands;

namespace Rollouts.Api.Rollouts;

/// <summary>An address below a rollout, and the request that it sends. The API and the dashboard share it.</summary>
/// <param name="Verb">The last part of the address.</param>
/// <param name="Summary">What the request does, for the documents.</param>
/// <param name="Make">Makes the request from a rollout, a reason and the position that the caller saw.</param>
internal sealed record CommandRoute(
    string Verb,
    Type Request,
    string Summary,
    Func<RequestContext, RolloutId, string, Position?, RolloutRequest> Make
)
{
    public static IReadOnlyList<CommandRoute> All { get; } =
    [
        Of("approve", "Says yes where the plan asks.", (to, id, why, at) => new ApproveRollout(to, id, why, at)),
        Of(
            "reject",
            "Says no where the plan asks. One is enough.",
            (to, id, why, at) => new RejectRollout(to, id, why, at)
        ),
        Of("pause", "Stands still with the weight it has.", (to, id, why, at) => new PauseRollout(to, id, why, at)),
        Of("resume", "Goes on.", (to, id, why, at) => new ResumeRollout(to, id, why, at)),
        Of("skip", "Ends the present wait, and no more.", (to, id, why, at) => new SkipStep(to, id, why, at)),
        Of(
            "promote",
            "Ends every wait up to 100 %; bakes are kept.",
            (to, id, why, at) => new PromoteRollout(to, id, why, at)
        ),
        Of(
            "supersede",
            "Makes way for the newer version that waits behind it, even if its plan says otherwise.",
            (to, id, why, at) => new SupersedeRollout(to, id, why, at)
        ),
        Of(
            "rollback",
            "Rolls the candidate back to weight 0. After the newest success it starts a return to the version before.",
            (to, id, why, _) => new RollBackRollout(to, id, why)
        ),
        Of(
            "retry",
            "Starts the same release again, with the plan that it had.",
            (to, id, why, _) => new RetryRollout(to, id, why)
        ),
        Of(
            "abandon",
            "Takes over what cannot be reached on the way back.",
            (to, id, why, at) => new AbandonRollout(to, id, why, at)
        ),
        Of(
            "confirm",
            "Confirms the rollout after the database went back in time: its routers are written again.",
            (to, id, why, at) => new ConfirmRollout(to, id, why, at)
        ),
    ];

    public static CommandRoute For<T>()
        where T : RolloutRequest => All.First(route => route.Request == typeof(T));

    private static CommandRoute Of<T>(
        string verb,
        string summary,
        Func<RequestContext, RolloutId, string, Position?, T> make
    )
        where T : RolloutRequest => new(verb, typeof(T), summary, make);
}
