using Microsoft.AspNetCore.Http;
using Rollouts.Api.Problems;
using Rollouts.Api.Requests;
using Rollouts.Api.Rollouts;
using Rollouts.Domain.Calendar;
using Rollouts.Domain.Rollouts;
using Rollouts.Worker;
using Rollouts.Worker.Streams;

namespace Rollouts.Api.Freezes;

/// <summary>Changes freezes, for those who reach the whole environment.</summary>
internal sealed class FreezeDesk(Engine engine)
{
    public async Task<Reply> DeclareAsync(
        EnvironmentName environment,
        FreezeBody body,
        Wish wish,
        CancellationToken cancellation
    )
    {
        wish.Caller.Demand(environment);
        var name = NameOf(body.Name);
        var reason = Words.Reason(body.Reason);
        var result = await engine.FreezeShelf.ChangeAsync(
            environment,
            (book, now) =>
            {
                Instant? until = body.Until is { } end ? Instant.From(end) : null;
                var from = body.From is { } begin ? Instant.From(begin) : now;
                return engine.Freezes.Written(environment).Any(freeze => freeze.Name == name)
                    ? new FreezeDecision.Refused(
                        "freeze.name-taken",
                        $"the file has a freeze '{name}'; choose another name"
                    )
                    : book.Declare(new DeclaredFreeze(name, reason, from, until), now);
            },
            OriginOf("declare-freeze", reason, wish),
            cancellation
        );
        return result is CommandResult<FreezeBook>.Accepted { State: var book }
            ? Reply.Of(StatusCodes.Status201Created, FreezeView.Of(environment, book.Named(name), engine.Clock.Now))
            : Refused(result)!;
    }

    public async Task<Reply> LiftAsync(
        EnvironmentName environment,
        string name,
        string reason,
        Wish wish,
        CancellationToken cancellation
    )
    {
        wish.Caller.Demand(environment);
        var lifted = NameOf(name);
        var result = await engine.FreezeShelf.ChangeAsync(
            environment,
            (book, now) => book.Lift(lifted, now),
            OriginOf("lift-freeze", Words.Reason(reason), wish),
            cancellation
        );
        return await AfterAsync(environment, result, cancellation);
    }

    public async Task<Reply> PassAsync(
        EnvironmentName environment,
        string name,
        PassBody body,
        Wish wish,
        CancellationToken cancellation
    )
    {
        wish.Caller.Demand(environment);
        var passed = NameOf(name);
        var reason = Words.Reason(body.Reason);
        if (
            await RolloutsApi.FindAsync(engine, wish.Caller, body.Rollout, cancellation) is not { } rollout
            || rollout.Terms.Plan.Environment != environment
        )
        {
            return Reply.Of(Commands.Unknown(body.Rollout));
        }

        var written = engine.Freezes.Written(environment).Concat(rollout.Terms.Plan.Freezes);
        var result = await engine.FreezeShelf.ChangeAsync(
            environment,
            (book, now) =>
                book.Pass(
                    passed,
                    rollout.Terms.Id,
                    written.Any(freeze => freeze.Name == passed)
                        || book.Freezes.Any(freeze => freeze.Name == passed && !freeze.IsOver(now))
                ),
            OriginOf("override-freeze", reason, wish),
            cancellation
        );
        return await AfterAsync(environment, result, cancellation);
    }

    public static Problem NoSuchEnvironment() =>
        new(StatusCodes.Status404NotFound, "environment.unknown", "there is no such environment");

    private async Task<Reply> AfterAsync(
        EnvironmentName environment,
        CommandResult<FreezeBook> result,
        CancellationToken cancellation
    ) => Refused(result) ?? await FreezesApi.AllAsync(engine, environment, cancellation);

    private static FreezeName NameOf(string? text) => Names.Read("name", text, name => new FreezeName(name));

    private Origin OriginOf(string what, string reason, Wish wish) =>
        new(engine.Clock.Now, wish.By, new Cause(what, wish.Key), reason);

    /// <summary>Null where the change was accepted.</summary>
    private static Reply? Refused(CommandResult<FreezeBook> result) =>
        result switch
        {
            CommandResult<FreezeBook>.Accepted => null,
            CommandResult<FreezeBook>.Refused { Why: var why } => Reply.Of(Problem.Of(why)),
            CommandResult<FreezeBook>.Conflict => Reply.Of(Problem.Conflict("freeze")),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
}
