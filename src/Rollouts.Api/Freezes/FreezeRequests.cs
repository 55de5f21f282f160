using Rollouts.Api.Http;
using Rollouts.Engine.Freezes;
using Rollouts.Engine.Requests;

namespace Rollouts.Api.Freezes;

/// <summary>Parses requests about freezes.</summary>
internal static class FreezeRequests
{
    public static DeclareFreeze Declare(RequestContext context, FreezeBody body) =>
        new(
            context,
            EnvironmentOf(body.Environment),
            NameOf(body.Name),
            QueryWords.Reason(body.Reason),
            body.From is { } from ? Instant.From(from) : null,
            body.Until is { } until ? Instant.From(until) : null
        );

    public static LiftFreeze Lift(RequestContext context, string environment, string name, string reason) =>
        new(context, EnvironmentOf(environment), NameOf(name), QueryWords.Reason(reason));

    public static FreezeName NameOf(string? text) => Names.Read("name", text, name => new FreezeName(name));

    public static EnvironmentName EnvironmentOf(string text) =>
        Names.Read("environment", text, name => new EnvironmentName(name));
}
