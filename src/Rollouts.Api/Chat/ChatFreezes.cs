using MediatR;
using Rollouts.Api.Freezes;
using Rollouts.Engine.Clocks;
using Rollouts.Engine.Freezes;
using Rollouts.Engine.Requests;
using Rollouts.Integrations.Chat;
using Rollouts.Integrations.Outside;

namespace Rollouts.Api.Chat;

/// <summary>Declares freezes that were typed: <c>freeze prod sale 2d no changes during the sale</c>.</summary>
internal sealed class ChatFreezes(IMediator mediator, CurrentInstallation installation, StoreClock clock)
{
    private const string Usage = "Say what: freeze <environment> <name> [for how long, as 2h] <reason>.";

    /// <exception cref="Http.BadRequestException">A name or a reason that nothing can have.</exception>
    public async Task<Whisper> DeclareAsync(
        Caller caller,
        ChatEvent.Typed typed,
        TypedWords words,
        CancellationToken cancellation
    )
    {
        var (name, rest) = TypedWords.Cut(words.Rest);
        var (first, more) = TypedWords.Cut(rest);
        var span = Spans.TryParse(first, out var parsed) && parsed > TimeSpan.Zero ? parsed : (TimeSpan?)null;
        var reason = span is null ? rest : more;
        if (words.First.Length == 0 || name.Length == 0 || reason.Length == 0)
        {
            return new Whisper($"{Usage} Nothing was done.");
        }

        var context = new RequestContext(caller, typed.Key, ChatAdmission.SourceOf("freeze", typed.By));
        DateTimeOffset? until = span is { } length ? (clock.Now + length).ToDateTimeOffset() : null;
        var request = FreezeRequests.Declare(context, new FreezeBody(words.First, name, reason, Until: until));
        if (installation.Now.Environments.GetValueOrDefault(request.Environment)?.IsChatLinkOnly == true)
        {
            return new Whisper($"{request.Environment} is decided in the dashboard alone.");
        }

        return await mediator.Send(request, cancellation) switch
        {
            UseCaseResult<FreezeInEnvironment>.Refused { Why: var why } => new Whisper(why.Message),
            _ when until is { } end => new Whisper($"Done: {request.Environment} is frozen until {Instant.From(end)}."),
            _ => new Whisper($"Done: {request.Environment} is frozen until the freeze '{request.Name}' is lifted."),
        };
    }
}
