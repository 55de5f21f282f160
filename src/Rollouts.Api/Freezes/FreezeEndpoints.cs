using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Rollouts.Api.Http;
using Rollouts.Api.Identity;
using Rollouts.Api.Requests;
using Rollouts.Engine.Freezes;

namespace Rollouts.Api.Freezes;

/// <summary>Lists, declares and lifts freezes, and lets one rollout override one.</summary>
internal static class FreezeEndpoints
{
    public static void MapFreezes(this IEndpointRouteBuilder api)
    {
        api.MapGet("/freezes/{environment}", ListAsync)
            .RequirePermissionOf(typeof(ListFreezes))
            .Describes("The freezes of an environment, from the file and declared, and which are in force.")
            .Returns<ValueList<FreezeView>>();
        api.MapPost("/freezes", DeclareAsync)
            .RequirePermissionOf(typeof(DeclareFreeze))
            .Describes("Declares a freeze: while it is in force no upward shift begins and no step ends.")
            .AcceptsBody<FreezeBody>()
            .Returns<FreezeView>(StatusCodes.Status201Created);
        api.MapPost("/freezes/{environment}/{name}/lift", LiftAsync)
            .RequirePermissionOf(typeof(LiftFreeze))
            .Describes("Ends a freeze that was declared.")
            .AcceptsBody<CommandBody>()
            .Returns<ValueList<FreezeView>>();
        api.MapPost("/freezes/{environment}/{name}/override", OverrideAsync)
            .RequirePermissionOf(typeof(OverrideFreeze))
            .Describes("Lets one rollout go on in spite of a freeze.")
            .AcceptsBody<PassBody>()
            .Returns<ValueList<FreezeView>>();
    }

    private static async Task<IResult> ListAsync(HttpContext context, UseCases useCases, string environment) =>
        Replies.Of(ReplyOf(await useCases.ReadAsync(context, to => new ListFreezes(to, EnvironmentOf(environment)))));

    private static Task<IResult> DeclareAsync(HttpContext context, UseCases useCases) =>
        useCases.AnswerAsync<FreezeBody, FreezeInEnvironment>(
            context,
            FreezeRequests.Declare,
            done =>
                Reply.Of(
                    StatusCodes.Status201Created,
                    FreezeView.Of(done.Value.Environment, done.Value.Freeze, done.Value.Now)
                )
        );

    private static Task<IResult> LiftAsync(HttpContext context, UseCases useCases, string environment, string name) =>
        useCases.AnswerAsync<CommandBody, FreezeList>(
            context,
            (to, body) => FreezeRequests.Lift(to, environment, name, body.Reason),
            done => ReplyOf(done.Value)
        );

    private static Task<IResult> OverrideAsync(
        HttpContext context,
        UseCases useCases,
        string environment,
        string name
    ) =>
        useCases.AnswerAsync<PassBody, FreezeList>(
            context,
            (to, body) =>
                new OverrideFreeze(
                    to,
                    EnvironmentOf(environment),
                    FreezeRequests.NameOf(name),
                    UseCases.RolloutNamed(body.Rollout),
                    QueryWords.Reason(body.Reason)
                ),
            done => ReplyOf(done.Value)
        );

    private static Reply ReplyOf(FreezeList list) =>
        Reply.Of<ValueList<FreezeView>>(
            StatusCodes.Status200OK,
            [
                .. list.Written.Select(one => FreezeView.Of(list.Environment, one.Freeze, one.IsInForce)),
                .. list.Declared.Select(freeze => FreezeView.Of(list.Environment, freeze, list.Now)),
            ]
        );

    private static EnvironmentName EnvironmentOf(string text) => FreezeRequests.EnvironmentOf(text);
}
