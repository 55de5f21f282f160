using Microsoft.AspNetCore.Http;
using Rollouts.Api.Problems;
using Rollouts.Api.Requests;
using Rollouts.Domain.Rollouts;
using Rollouts.Domain.Rollouts.Inputs;
using Rollouts.Domain.Rollouts.States;
using Rollouts.Worker;
using Rollouts.Worker.Deciding;
using Rollouts.Worker.Starting;

namespace Rollouts.Api.Rollouts;

/// <summary>Gives commands to rollouts that exist.</summary>
internal sealed class Commands(Engine engine)
{
    private const string Retry = "retry";

    private const string All = "approve, reject, pause, resume, skip, promote, rollback, retry, abandon";

    public async Task<Reply> GiveAsync(CommandRequest request, Wish wish, CancellationToken cancellation)
    {
        if (await RolloutsApi.FindAsync(engine, request.Rollout, cancellation) is not { } state)
        {
            return Reply.Of(Unknown(request.Rollout));
        }

        if (request.Name == Retry || (request.Name == "rollback" && state.Status is Status.Succeeded))
        {
            return await OpenAsync(state, request, wish, cancellation);
        }

        var command = CommandOf(request, wish);
        var handed = await engine.Door.HandInAsync(
            state.Terms.Id,
            command,
            wakes: true,
            wish.Keeping(Taken),
            cancellation
        );
        return handed switch
        {
            Handed.Taken taken => Taken(taken.State),
            Handed.Refused { Why: var why } => Reply.Of(new Problem(StatusOf(why), why.Code, why.Message)),
            Handed.Unknown => Reply.Of(Unknown(request.Rollout)),
            Handed.Outrun or Handed.LeaseLost => Reply.Of(Outrun()),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    public static Problem Unknown(string id) =>
        new(StatusCodes.Status404NotFound, "rollout.unknown", $"there is no rollout '{id}'");

    public static Problem Outrun() =>
        new(StatusCodes.Status409Conflict, "rollout.outrun", "others were quicker, each time; ask again");

    private async Task<Reply> OpenAsync(Rollout old, CommandRequest request, Wish wish, CancellationToken cancellation)
    {
        var order = new StartOrder
        {
            Id = new RolloutId(Guid.CreateVersion7()),
            Key = wish.Key,
            Plan = old.Terms.Plan,
            Version = old.Terms.Version,
            By = wish.By,
            Reason = request.Body.Reason,
        };
        var keeping = wish.Keeping(Starts.Created);
        return Starts.Opened(
            request.Name == Retry
                ? await engine.Starter.RetryAsync(old, order, keeping, cancellation)
                : await engine.Starter.ReturnAsync(old, order, keeping, cancellation)
        );
    }

    private static Reply Taken(Rollout state) => Reply.Of(StatusCodes.Status200OK, RolloutViews.Of(state));

    // A position that has passed is what If-Match is there for; the rest is in the way as it is.
    private static int StatusOf(Decision.Refused why) =>
        why.Code == "rollout.position-passed" ? StatusCodes.Status412PreconditionFailed : StatusCodes.Status409Conflict;

    private static Command CommandOf(CommandRequest request, Wish wish)
    {
        var (key, by, why) = (wish.Key, wish.By, request.Body.Reason);
        return request.Name switch
        {
            "rollback" => new Command.RollBack(key, by, why),
            "approve" => new Command.Approve(key, by, why, Seen(request)),
            "reject" => new Command.Reject(key, by, why, Seen(request)),
            "pause" => new Command.Pause(key, by, why, Seen(request)),
            "resume" => new Command.Resume(key, by, why, Seen(request)),
            "skip" => new Command.Skip(key, by, why, Seen(request)),
            "promote" => new Command.Promote(key, by, why, Seen(request)),
            "abandon" => new Command.Abandon(key, by, why, Seen(request)),
            _ => throw new BadRequestException(
                new Problem(
                    StatusCodes.Status404NotFound,
                    "command.unknown",
                    $"'{request.Name}' is no command; there are {All}"
                )
            ),
        };
    }

    private static Position Seen(CommandRequest request) =>
        string.IsNullOrEmpty(request.IfMatch)
            ? throw new BadRequestException(
                new Problem(
                    StatusCodes.Status428PreconditionRequired,
                    "request.if-match",
                    "send the rollout's ETag as If-Match, so that the command is for what you saw; only rollback "
                        + "needs none"
                )
            )
            : Names.Position(request.IfMatch.Trim('"'))
                ?? throw new BadRequestException(
                    new Problem(
                        StatusCodes.Status400BadRequest,
                        "request.if-match",
                        $"{request.IfMatch} is no position; send the rollout's ETag as it was, as in \"0.2.0\""
                    )
                );
}
