using Microsoft.AspNetCore.Http;
using Rollouts.Api.Identity;
using Rollouts.Api.Problems;
using Rollouts.Api.Requests;
using Rollouts.Domain.Rollouts;
using Rollouts.Domain.Rollouts.Inputs;
using Rollouts.Domain.Rollouts.States;
using Rollouts.Worker;
using Rollouts.Worker.Starting;
using Rollouts.Worker.Streams;

namespace Rollouts.Api.Rollouts;

/// <summary>Gives commands to rollouts that exist.</summary>
internal sealed class Commands(Engine engine)
{
    public const string Retry = "retry";
    public const string Confirm = "confirm";
    private const string RollBack = "rollback";
    private const string Supersede = "supersede";

    /// <summary>What can be wanted of a rollout, and what each asks of whoever wants it.</summary>
    public static IReadOnlyDictionary<string, Permission> All { get; } =
        new Dictionary<string, Permission>(StringComparer.Ordinal)
        {
            ["approve"] = Permission.Approve,
            ["reject"] = Permission.Approve,
            ["pause"] = Permission.Operate,
            ["resume"] = Permission.Operate,
            ["skip"] = Permission.Operate,
            ["promote"] = Permission.Operate,
            [Supersede] = Permission.Operate,
            [RollBack] = Permission.RollBack,
            [Retry] = Permission.StartRollouts,
            ["abandon"] = Permission.Abandon,
            [Confirm] = Permission.ConfirmRestore,
        };

    /// <summary>What each does, for the documents.</summary>
    public static string Say(string command) =>
        command switch
        {
            "approve" => "Says yes where the plan asks.",
            "reject" => "Says no where the plan asks. One is enough.",
            "pause" => "Stands still with the weight it has.",
            "resume" => "Goes on.",
            "skip" => "Ends the present wait, and no more.",
            "promote" => "Ends every wait up to 100 %; bakes are kept.",
            Supersede => "Makes way for the newer version that waits behind it, whatever its plan says of that.",
            RollBack => "Calls the version back, whatever was seen of it. On the newest success it opens a return.",
            Retry => "Starts the same release again, with the plan that it had.",
            Confirm => "Confirms the rollout after the database went back in time: its routers are written again.",
            "abandon" => "Takes over what cannot be reached on the way back.",
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    public async Task<Reply> GiveAsync(CommandRequest request, Wish wish, CancellationToken cancellation)
    {
        var reason = Words.Reason(request.Body.Reason);
        if (await RolloutsApi.FindAsync(engine, wish.Caller, request.Rollout, cancellation) is not { } state)
        {
            return Reply.Of(Unknown(request.Rollout));
        }

        if (request.Name == Retry || (request.Name == RollBack && state.Status is Status.Succeeded))
        {
            return await OpenAsync(state, request, wish, reason, cancellation);
        }

        var command = await CommandOfAsync(state, request, wish, reason, cancellation);
        if (command is null)
        {
            return Reply.Of(NothingWaits(state));
        }

        var handed = await engine.Door.HandInAsync(
            state.Terms.Id,
            command,
            wakes: true,
            wish.Keeping(Taken),
            cancellation
        );
        return handed switch
        {
            CommandResult<Rollout>.Accepted accepted => Taken(accepted.State),
            CommandResult<Rollout>.Refused { Why: var why } => Reply.Of(Problem.Of(why)),
            CommandResult<Rollout>.NotFound => Reply.Of(Unknown(request.Rollout)),
            CommandResult<Rollout>.Conflict or CommandResult<Rollout>.AnsweredBefore => Reply.Of(
                Problem.Conflict("rollout")
            ),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    public static Problem Unknown(string id) =>
        new(
            StatusCodes.Status404NotFound,
            "rollout.unknown",
            $"there is no rollout '{(id.Length <= 40 ? id : id[..40])}'"
        );

    private static Problem NothingWaits(Rollout state) =>
        new(
            StatusCodes.Status409Conflict,
            "rollout.nothing-waits",
            $"no newer version of '{state.Terms.Plan.Service}' waits in '{state.Terms.Plan.Environment}'; start it "
                + "first, or roll this one back"
        );

    /// <summary>Null where it is to make way, and nothing waits behind it.</summary>
    private async Task<Command?> CommandOfAsync(
        Rollout state,
        CommandRequest request,
        Wish wish,
        string why,
        CancellationToken cancellation
    )
    {
        if (request.Name != Supersede)
        {
            return CommandOf(request, wish, why);
        }

        var seen = Seen(request);
        var companions = await engine.Reader.CompanionsOfAsync(state.Terms.Plan, cancellation);
        return companions.Service is { UnderWay: { } older, Waiting: { } newer } && older.Id == state.Terms.Id
            ? new Command.Supersede(wish.Key, wish.By, why, newer.Id, seen)
            : null;
    }

    private async Task<Reply> OpenAsync(
        Rollout old,
        CommandRequest request,
        Wish wish,
        string why,
        CancellationToken cancellation
    )
    {
        var order = new StartOrder
        {
            Id = new RolloutId(Guid.CreateVersion7()),
            Key = wish.Key,
            Plan = old.Terms.Plan,
            Version = old.Terms.Version,
            By = wish.By,
            Reason = why,
        };
        var keeping = wish.Keeping(Starts.Created);
        return Starts.Opened(
            request.Name == Retry
                ? await engine.Starter.RetryAsync(old, order, keeping, cancellation)
                : await engine.Starter.ReturnAsync(old, order, keeping, cancellation),
            wish.Caller
        );
    }

    private static Reply Taken(Rollout state) => Reply.Of(StatusCodes.Status200OK, RolloutViews.Of(state));

    private static Command CommandOf(CommandRequest request, Wish wish, string why)
    {
        var (key, by) = (wish.Key, wish.By);
        return request.Name switch
        {
            RollBack => new Command.RollBack(key, by, why),
            "approve" => new Command.Approve(key, by, why, Seen(request)),
            "reject" => new Command.Reject(key, by, why, Seen(request)),
            "pause" => new Command.Pause(key, by, why, Seen(request)),
            "resume" => new Command.Resume(key, by, why, Seen(request)),
            "skip" => new Command.Skip(key, by, why, Seen(request)),
            "promote" => new Command.Promote(key, by, why, Seen(request)),
            Confirm => new Command.Confirm(key, by, why, Seen(request)),
            "abandon" => new Command.Abandon(key, by, why, Seen(request)),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    private static Position Seen(CommandRequest request) =>
        string.IsNullOrEmpty(request.IfMatch)
            ? throw new BadRequestException(
                new Problem(
                    StatusCodes.Status428PreconditionRequired,
                    "request.if-match",
                    "send the rollout's ETag as If-Match, so that it is for what you saw; only rollback needs none"
                )
            )
            : Names.Position(Tag(request.IfMatch))
                ?? throw new BadRequestException(
                    new Problem(
                        StatusCodes.Status400BadRequest,
                        "request.if-match",
                        $"that is no position; send the rollout's ETag as it was, as in \"0.2.0\""
                    )
                );

    // What a proxy compressed comes back as a weak tag of the same position.
    private static string Tag(string header) =>
        (header.StartsWith("W/", StringComparison.Ordinal) ? header[2..] : header).Trim('"');
}
