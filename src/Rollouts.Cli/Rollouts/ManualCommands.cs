using System.CommandLine;
using Rollouts.Cli.Server;

namespace Rollouts.Cli.Rollouts;

/// <summary>The commands for manual control of a rollout. All have the same form.</summary>
internal static class ManualCommands
{
    /// <summary>A rollback is valid in every state, so it needs no position. A withdrawal needs none either.</summary>
    private const string RollBack = "rollback";

    private const string Withdraw = "withdraw";

    private static readonly (string Name, string Description)[] All =
    [
        ("approve", "Approve where the plan asks for an approval, or a later step ahead."),
        (Withdraw, "Withdraw an approval that you gave ahead, until it takes effect."),
        ("reject", "Reject where the plan asks for an approval. One rejection is enough."),
        ("pause", "Pause a rollout at the weight that it has. Checks go on."),
        ("resume", "Resume a paused rollout."),
        ("skip", "End the present wait, and no more."),
        ("promote", "End every wait up to 100 %. Bakes are kept."),
        ("supersede", "Make way for the newer version that waits behind this one."),
        (RollBack, "Roll a version back. On the newest success it opens a rollout that returns to the version before."),
        ("retry", "Start the same release again, with the plan that it had."),
        ("abandon", "Take over a rollout whose routers cannot be reached on the way back, or end an observation."),
        ("confirm", "Confirm a rollout after the database went back in time."),
    ];

    public static IEnumerable<Command> Create() => All.Select(command => Create(command.Name, command.Description));

    private static Command Create(string name, string description)
    {
        var rollout = RolloutReference.Argument();
        var reason = Reasons.Option();
        var pastPoint = new Option<bool>("--past-point-of-no-return")
        {
            Description = "Confirm that the rollout goes back although it has passed its point of no return.",
        };
        var step = new Option<string>("--step")
        {
            Description = "A later step, as 'rollouts show' names it: 0.3, or all.3 for every wave.",
            Required = name == Withdraw,
        };
        var wait = name is RollBack or "retry" ? new WaitOptions(name == RollBack) : null;
        return ServerCommand.Of(
            name,
            description,
            [
                rollout,
                reason,
                .. name switch
                {
                    RollBack => (Symbol[])[pastPoint],
                    "approve" or Withdraw => [step],
                    _ => [],
                },
                .. wait?.Symbols ?? [],
            ],
            async (context, cancellation) =>
            {
                var rollouts = new RolloutsClient(context.Server);
                var request = new ReasonRequest(context.Parsed.GetRequiredValue(reason))
                {
                    PastPointOfNoReturn = name == RollBack && context.Parsed.GetValue(pastPoint) ? true : null,
                    Step = name is "approve" or Withdraw ? context.Parsed.GetValue(step) : null,
                };
                var id = await RolloutReference.IdOfAsync(
                    rollouts,
                    context.Parsed.GetRequiredValue(rollout),
                    cancellation
                );
                var position = name is RollBack or Withdraw
                    ? null
                    : (await rollouts.ReadTaggedAsync(id, cancellation)).ETag;
                var after = await rollouts.CommandAsync(
                    id,
                    name,
                    request,
                    ServerContext.NewKey(),
                    position,
                    cancellation
                );
                if (wait?.IsWanted(context.Parsed) == true)
                {
                    return await wait.RunAsync(context, rollouts, after, cancellation);
                }

                context.Printer.Print(after, CliJson.Default.RolloutShape, RolloutPrinter.Print);
                return ExitCodes.Succeeded;
            },
            $"rollouts {name} prod/checkout{(name == Withdraw ? " --step 0.3" : "")} --reason \"{ReasonFor(name)}\""
        );
    }

    private static string ReasonFor(string name) =>
        name switch
        {
            "approve" => "smoke tests are green",
            Withdraw => "the load test has failed",
            "reject" => "the release notes are wrong",
            RollBack => "customers report failed payments",
            "retry" => "the flaky node is gone",
            _ => "the on-call engineer looks into it",
        };
}
