using Rollouts.Api.Http;
using Rollouts.Domain.Rollouts;
using Rollouts.Engine.Requests;
using Rollouts.Engine.Rollouts.Commands;

namespace Rollouts.Api.Rollouts;

/// <summary>An address below a rollout, and the request that it sends. The API and the dashboard share it.</summary>
/// <param name="Verb">The last part of the address.</param>
/// <param name="Summary">What the request does, for the documents.</param>
/// <param name="Make">Makes the request from a rollout and what the caller sends with the command.</param>
internal sealed record CommandRoute(
    string Verb,
    Type Request,
    string Summary,
    Func<RequestContext, RolloutId, CommandInput, RolloutRequest> Make
)
{
    /// <summary>The body of the HTTP request.</summary>
    public Type Body { get; init; } = typeof(CommandBody);

    /// <summary>Reads the body of the HTTP request.</summary>
    public Func<byte[], Position?, CommandInput> Read { get; init; } = CommandInput.Read;

    public static IReadOnlyList<CommandRoute> All { get; } =
    [
        Of(
            "approve",
            "Says yes where the plan asks, or ahead to a step that is named.",
            (to, id, input) => new ApproveRollout(to, id, input.Reason, input.Seen, input.Later)
        ) with
        {
            Body = typeof(ApproveBody),
            Read = CommandInput.ReadApprove,
        },
        Of(
            "withdraw",
            "Takes back a yes that was given ahead, until it takes effect.",
            (to, id, input) => new WithdrawApproval(to, id, input.Reason, input.Later!.Value)
        ) with
        {
            Body = typeof(WithdrawBody),
            Read = CommandInput.ReadWithdraw,
        },
        Of(
            "reject",
            "Says no where the plan asks. One is enough.",
            (to, id, input) => new RejectRollout(to, id, input.Reason, input.Seen)
        ),
        Of(
            "pause",
            "Stands still with the weight it has.",
            (to, id, input) => new PauseRollout(to, id, input.Reason, input.Seen)
        ),
        Of("resume", "Goes on.", (to, id, input) => new ResumeRollout(to, id, input.Reason, input.Seen)),
        Of(
            "skip",
            "Ends the present wait, and no more.",
            (to, id, input) => new SkipStep(to, id, input.Reason, input.Seen)
        ),
        Of(
            "promote",
            "Ends every wait up to 100 %; bakes are kept.",
            (to, id, input) => new PromoteRollout(to, id, input.Reason, input.Seen)
        ),
        Of(
            "supersede",
            "Makes way for the newer version that waits behind it, even if its plan says otherwise.",
            (to, id, input) => new SupersedeRollout(to, id, input.Reason, input.Seen)
        ),
        Of(
            "rollback",
            "Rolls the candidate back to weight 0. After the newest success it starts a return to the version before.",
            (to, id, input) => new RollBackRollout(to, id, input.Reason, input.PastPointOfNoReturn)
        ) with
        {
            Body = typeof(RollBackBody),
            Read = CommandInput.ReadRollBack,
        },
        Of(
            "retry",
            "Starts the same release again, with the plan that it had.",
            (to, id, input) => new RetryRollout(to, id, input.Reason)
        ),
        Of(
            "abandon",
            "Takes over what cannot be reached on the way back.",
            (to, id, input) => new AbandonRollout(to, id, input.Reason, input.Seen)
        ),
        Of(
            "confirm",
            "Confirms the rollout after the database went back in time: its routers are written again.",
            (to, id, input) => new ConfirmRollout(to, id, input.Reason, input.Seen)
        ),
    ];

    public static CommandRoute For<T>()
        where T : RolloutRequest => All.First(route => route.Request == typeof(T));

    private static CommandRoute Of<T>(
        string verb,
        string summary,
        Func<RequestContext, RolloutId, CommandInput, T> make
    )
        where T : RolloutRequest => new(verb, typeof(T), summary, make);
}
