using MediatR;
using Rollouts.Api.Http;
using Rollouts.Engine.Chat;
using Rollouts.Engine.Requests;
using Rollouts.Engine.Rollouts.Commands;
using Rollouts.Integrations.Chat;
using Rollouts.Integrations.Outside;
using Rollouts.Storage.Lists;

namespace Rollouts.Api.Chat;

/// <summary>
/// Answers typed commands, by the same requests as buttons and the API. Only their sender reads the answer.
/// </summary>
internal sealed class ChatCommands(
    ChatAdmission admission,
    ChatOrders orders,
    ChatFreezes freezes,
    RolloutCardReader cards,
    IMediator mediator
)
{
    private const int MostRows = 20;

    /// <summary>Beyond so many, a name that fits them all is of no use.</summary>
    private const int MostAlike = 10;

    private const string Help = """
        list [service]: what is under way
        status <rollout>: one rollout, with its buttons
        approve <rollout> [reason]
        reject <rollout> <reason>
        roll back <rollout> <reason>
        pause <rollout> [reason], resume <rollout> [reason]
        freeze <environment> <name> [for how long, as 2h] <reason>: no upward shift begins there
        help: this text
        A rollout is its id, or service or service/environment while one rollout of it is under way.
        """;

    public async Task<Fault?> AnswerAsync(
        IInteractiveChat chat,
        ChatEvent.Typed typed,
        CancellationToken cancellation
    ) => await chat.AnswerAsync(typed, await AnswerOfAsync(chat, typed, cancellation), cancellation);

    private async Task<ChatAnswer> AnswerOfAsync(
        IInteractiveChat chat,
        ChatEvent.Typed typed,
        CancellationToken cancellation
    )
    {
        var words = TypedWords.Of(typed.Text);
        if (words.Verb == "help")
        {
            return new ChatAnswer(Help);
        }

        var (caller, refusal) = await admission.AdmitAsync(chat, typed.By, words.Verb, cancellation);
        if (caller is null)
        {
            return AnswerOf(refusal!);
        }

        try
        {
            return words.Verb switch
            {
                "list" => await ListAsync(caller, typed, words, cancellation),
                "status" => await StatusAsync(caller, typed, words, cancellation),
                "approve" or "pause" or "resume" => await GiveAsync(caller, typed, words, false, cancellation),
                "reject" or "rollback" => await GiveAsync(caller, typed, words, true, cancellation),
                "freeze" => AnswerOf(await freezes.DeclareAsync(caller, typed, words, cancellation)),
                _ => new ChatAnswer($"There is no command '{Clip(words.Verb)}'. There are:\n{Help}"),
            };
        }
        // A name that nothing can have.
        catch (BadRequestException exception)
        {
            return new ChatAnswer(exception.Problem.Detail);
        }
    }

    private async Task<ChatAnswer> ListAsync(
        Caller caller,
        ChatEvent.Typed typed,
        TypedWords words,
        CancellationToken cancellation
    )
    {
        var service = words.First.Length == 0 ? null : words.First;
        var rows = await LiveAsync(caller, typed, service, environment: null, MostRows + 1, cancellation);
        return rows.IsEmpty
            ? new ChatAnswer("Nothing is under way.")
            : new ChatAnswer(rows.Count > MostRows ? $"The newest {MostRows}, and there are more:" : "Under way:")
            {
                Rows = rows.Take(MostRows).Select(RowOf).ToValueList(),
            };
    }

    private async Task<ChatAnswer> StatusAsync(
        Caller caller,
        ChatEvent.Typed typed,
        TypedWords words,
        CancellationToken cancellation
    )
    {
        var (id, otherwise) = await FindAsync(caller, typed, words, cancellation);
        return id is not { } rollout ? otherwise!
            : await mediator.Send(new ReadRollout(ContextOf(caller, typed, words), rollout), cancellation)
                is UseCaseResult<Domain.Rollouts.Rollout>.Done { Value: var state }
                ? new ChatAnswer("As it stands:") { Card = await cards.ReadAsync(state, cancellation) }
            : new ChatAnswer(RequestRefusals.NoSuchRollout(words.First).Message);
    }

    private async Task<ChatAnswer> GiveAsync(
        Caller caller,
        ChatEvent.Typed typed,
        TypedWords words,
        bool needsReason,
        CancellationToken cancellation
    )
    {
        if (needsReason && words.Rest.Length == 0)
        {
            return new ChatAnswer($"Say why: {words.Verb} <rollout> <reason>. Nothing was done.");
        }

        var (id, otherwise) = await FindAsync(caller, typed, words, cancellation);
        if (id is not { } rollout)
        {
            return otherwise!;
        }

        var read = await mediator.Send(new ReadRollout(ContextOf(caller, typed, words), rollout), cancellation);
        if (read is not UseCaseResult<Domain.Rollouts.Rollout>.Done { Value: var state })
        {
            return new ChatAnswer(RequestRefusals.NoSuchRollout(words.First).Message);
        }

        if (IsFromBefore(typed, words, state))
        {
            return new ChatAnswer(
                $"{TitleOf(state)} has moved on since '{words.Verb}' was typed. Nothing was done; look at it and type "
                    + "it again."
            );
        }

        // What is decided is the position of now. If it passes before the decision, the command is refused as stale.
        var reason = words.Rest.Length == 0 ? $"typed {words.Verb} in {typed.By.Workspace}" : words.Rest;
        var refusal =
            orders.DecisionRefusal(state, words.Verb)
            ?? await orders.GiveAsync(
                new ChatOrder(caller, typed.By, typed.Key, words.Verb, rollout, state.Position, reason),
                cancellation
            );
        return refusal is null ? new ChatAnswer($"Done: {words.Verb} of {TitleOf(state)}.") : AnswerOf(refusal);
    }

    /// <summary>
    /// Whether the command was typed before this step, or before this release: it may be worked on late, after the end
    /// of a process. A rollback is for the release and not for a step.
    /// </summary>
    private static bool IsFromBefore(ChatEvent.Typed typed, TypedWords words, Domain.Rollouts.Rollout state) =>
        typed.ReceivedAt is { } at
        && at < (words.Verb == "rollback" ? state.OpenedAt : Instant.Max(state.OpenedAt, state.Step.DeadlineFrom));

    private async Task<(RolloutId? Id, ChatAnswer? Otherwise)> FindAsync(
        Caller caller,
        ChatEvent.Typed typed,
        TypedWords words,
        CancellationToken cancellation
    )
    {
        if (words.First.Length == 0)
        {
            return (
                null,
                new ChatAnswer($"Say which rollout: {words.Verb} <rollout>. 'list' shows what is under way.")
            );
        }

        if (Names.Rollout(words.First) is { } id)
        {
            return (id, null);
        }

        var parts = words.First.Split('/', 2);
        var rows = await LiveAsync(caller, typed, parts[0], parts.ElementAtOrDefault(1), MostAlike, cancellation);
        return rows switch
        {
            [] => (null, new ChatAnswer($"No rollout of '{Clip(words.First)}' is under way.")),
            [var only] => (only.Id, null),
            _ => (
                null,
                new ChatAnswer("Several are under way. Say which one by its id, and nothing was done:")
                {
                    Rows = rows.Select(row => RowOf(row) with { Summary = $"{row.Id}" }).ToValueList(),
                }
            ),
        };
    }

    private async Task<ValueList<RolloutRow>> LiveAsync(
        Caller caller,
        ChatEvent.Typed typed,
        string? service,
        string? environment,
        int atMost,
        CancellationToken cancellation
    )
    {
        var filter = new RolloutFilter(
            service is null ? null : Names.Read("service", service, name => new ServiceName(name)),
            environment is null ? null : Names.Read("environment", environment, name => new EnvironmentName(name)),
            IsLive: true
        );
        var request = new ListRollouts(ContextOf(caller, typed, TypedWords.Of("list")), filter, atMost);
        return await mediator.Send(request, cancellation) is UseCaseResult<ValueList<RolloutRow>>.Done done
            ? done.Value
            : [];
    }

    private static RequestContext ContextOf(Caller caller, ChatEvent.Typed typed, TypedWords words) =>
        new(caller, typed.Key, ChatAdmission.SourceOf(words.Verb, typed.By));

    private static ChatDigestRow RowOf(RolloutRow row) =>
        new($"{row.Service} {row.Version} in {row.Environment}", row.Summary, $"dashboard/rollouts/{row.Id}");

    private static string TitleOf(Domain.Rollouts.Rollout state) =>
        $"{state.Spec.Plan.Service} {state.Spec.Version} in {state.Spec.Plan.Environment}";

    private static ChatAnswer AnswerOf(Whisper whisper) => new(whisper.Text) { Link = whisper.Link };

    private static string Clip(string text) => text.Length <= 40 ? text : text[..40] + "...";
}
