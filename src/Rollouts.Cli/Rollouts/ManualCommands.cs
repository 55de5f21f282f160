using System.CommandLine;
using Rollouts.Cli.Server;

namespace Rollouts.Cli.Rollouts;

/// <summary>The commands for manual control of a rollout. All have the same form.</summary>
internal static class ManualCommands
{
    /// <summary>The only command without a position: a rollback is valid in every state.</summary>
    private const string RollBack = "rollback";

    private static readonly (string Name, string Description)[] All =
    [
        ("approve", "Approve where the plan asks for an approval."),
        ("reject", "Reject where the plan asks for an approval. One rejection is enough."),
        ("pause", "Pause a rollout at the weight that it has. Checks go on."),
        ("resume", "Resume a paused rollout."),
        ("skip", "End the present wait, and no more."),
        ("promote", "End every wait up to 100 %. Bakes are kept."),
        ("supersede", "Make way for the newer version that waits behind this one."),
        (RollBack, "Roll a version back. On the newest success it opens a rollout that returns to the version before."),
        ("retry", "Start the same release again, with the plan that it had."),
        ("abandon", "Take over a rollout whose routers cannot be reached on the way back."),
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
        var wait = name is RollBack or "retry" ? new WaitOptions(name == RollBack) : null;
        return ServerCommand.Of(
            name,
            description,
            [rollout, reason, .. name == RollBack ? (Symbol[])[pastPoint] : [], .. wait?.Symbols ?? []],
            async (context, cancellation) =>
            {
                var rollouts = new RolloutsClient(context.Server);
                var request = new ReasonRequest(context.Parsed.GetRequiredValue(reason))
                {
                    PastPointOfNoReturn = name == RollBack && context.Parsed.GetValue(pastPoint) ? true : null,
                };
                var id = await RolloutReference.IdOfAsync(
                    rollouts,
                    context.Parsed.GetRequiredValue(rollout),
                    cancellation
                );
                var position = name == RollBack ? null : (await rollouts.ReadTaggedAsync(id, cancellation)).ETag;
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
            $"rollouts {name} prod/checkout --reason \"{ReasonFor(name)}\""
        );
    }

    private static string ReasonFor(string name) =>
        name switch
        {
            "approve" => "smoke tests are green",
            "reject" => "the release notes are wrong",
            RollBack => "customers report failed payments",
            "retry" => "the flaky node is gone",
            _ => "the on-call engineer looks into it",
        };
}
