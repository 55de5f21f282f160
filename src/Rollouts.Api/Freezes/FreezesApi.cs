using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Rollouts.Api.Documents;
using Rollouts.Api.Identity;
using Rollouts.Api.Requests;
using Rollouts.Api.Rollouts;
using Rollouts.Integrations.InstallationFiles;
using Rollouts.Worker;

namespace Rollouts.Api.Freezes;

/// <summary>Freezes: seeing them, declaring and lifting them, and letting one rollout pass.</summary>
internal static class FreezesApi
{
    public static void MapFreezes(this IEndpointRouteBuilder api)
    {
        api.MapGet("/freezes/{environment}", ListAsync)
            .Needing(Permission.Read, Reach.Environment)
            .Tells("The freezes of an environment, from the file and declared, and which are in force.")
            .Gives<ValueList<FreezeView>>();
        api.MapPost("/freezes", DeclareAsync)
            .Needing(Permission.Freeze, Reach.Environment)
            .Tells("Declares a freeze: while it is in force no upward shift begins and no step ends.")
            .Takes<FreezeBody>()
            .Gives<FreezeView>(StatusCodes.Status201Created);
        api.MapPost("/freezes/{environment}/{name}/lift", LiftAsync)
            .Needing(Permission.Freeze, Reach.Environment)
            .Tells("Ends a freeze that was declared.")
            .Takes<CommandBody>()
            .Gives<ValueList<FreezeView>>();
        api.MapPost("/freezes/{environment}/{name}/override", PassAsync)
            .Needing(Permission.OverrideFreezes, Reach.Environment)
            .Tells("Lets one rollout go on in spite of a freeze.")
            .Takes<PassBody>()
            .Gives<ValueList<FreezeView>>();
    }

    private static async Task<IResult> ListAsync(HttpContext context, Engine engine, string environment)
    {
        var at = EnvironmentOf(environment);
        return Replies.Of(await AllAsync(engine, at, context.RequestAborted));
    }

    private static Task<IResult> DeclareAsync(
        HttpContext context,
        Once once,
        FreezeDesk desk,
        CurrentInstallation installation
    ) =>
        once.DoAsync<FreezeBody>(
            context,
            (wish, body) =>
            {
                var at = EnvironmentOf(body.Environment);
                return installation.Now.Environments.ContainsKey(at)
                    ? desk.DeclareAsync(at, body, wish, context.RequestAborted)
                    : Task.FromResult(Reply.Of(FreezeDesk.NoSuchEnvironment()));
            }
        );

    private static Task<IResult> LiftAsync(
        HttpContext context,
        Once once,
        FreezeDesk desk,
        string environment,
        string name
    ) =>
        once.DoAsync<CommandBody>(
            context,
            (wish, body) => desk.LiftAsync(EnvironmentOf(environment), name, body.Reason, wish, context.RequestAborted)
        );

    private static Task<IResult> PassAsync(
        HttpContext context,
        Once once,
        FreezeDesk desk,
        string environment,
        string name
    ) =>
        once.DoAsync<PassBody>(
            context,
            (wish, body) => desk.PassAsync(EnvironmentOf(environment), name, body, wish, context.RequestAborted)
        );

    internal static async Task<Reply> AllAsync(
        Engine engine,
        EnvironmentName environment,
        CancellationToken cancellation
    )
    {
        var now = engine.Clock.Now;
        var book = await engine.FreezeShelf.ReadAsync(environment, now, cancellation);
        ValueList<FreezeView> all =
        [
            .. engine
                .Freezes.Written(environment)
                .Select(freeze => FreezeView.Of(environment, freeze, engine.Freezes.IsInForce(freeze, now))),
            .. book
                .Freezes.Where(freeze => !freeze.IsOver(now))
                .Select(freeze => FreezeView.Of(environment, freeze, now)),
        ];
        return Reply.Of(StatusCodes.Status200OK, all);
    }

    private static EnvironmentName EnvironmentOf(string text) =>
        Names.Read("environment", text, name => new EnvironmentName(name));
}
