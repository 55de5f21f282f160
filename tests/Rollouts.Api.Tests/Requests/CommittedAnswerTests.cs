using System.Text;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Rollouts.Engine.Freezes;
using Rollouts.Engine.Keys;
using Rollouts.Engine.Plans;
using Rollouts.Engine.Requests;
using Rollouts.Integrations.Outside;
using Rollouts.Integrations.PlanLanguage;
using Rollouts.Storage.Idempotency;
using Rollouts.Storage.Stores;

namespace Rollouts.Api.Tests.Requests;

/// <summary>
/// A process that dies after the change of a request and before its answer is stored. The handlers are called without
/// the pipeline around them, so that nothing stores an answer after the change.
/// </summary>
public sealed class CommittedAnswerTests : ApiTest
{
    private static readonly EnvironmentName Environment = new("staging");

    private static readonly FreezeName Sale = new("sale");

    [Fact]
    public async Task The_answer_to_a_change_is_committed_with_it()
    {
        var issued = await Administrator.PostAsync(
            "keys",
            new
            {
                name = "k",
                roles = new[] { "viewer" },
                reason = "x",
            }
        );
        var rollout = new RolloutId(Guid.Parse((await Administrator.StartAsync("v2")).Is(201)["id"]));
        var plan = Encoding.UTF8.GetBytes(Releases.Plan);
        var reading = PlanReader.Read("plan", plan, Host.Services.GetRequiredService<CurrentInstallation>().Now);

        await IsAnsweredAsync(to => new DeclareFreeze(to, Environment, Sale, "x", From: null, Until: null));
        await IsAnsweredAsync(to => new OverrideFreeze(to, Environment, Sale, rollout, "x"));
        await IsAnsweredAsync(to => new LiftFreeze(to, Environment, Sale, "x"));
        await IsAnsweredAsync(to => new SubmitPlan(to, plan, reading));
        await IsAnsweredAsync(to => new RevokeKey(to, new KeyId(issued["id"]), "x"));
    }

    [Fact]
    public async Task A_request_that_changes_nothing_is_answered_behind_its_handler()
    {
        var plan = Encoding.UTF8.GetBytes(Releases.Plan);
        var reading = PlanReader.Read("plan", plan, Host.Services.GetRequiredService<CurrentInstallation>().Now);
        await IsAnsweredAsync(to => new SubmitPlan(to, plan, reading));

        var (again, key) = await HandleAsync(to => new SubmitPlan(to, plan, reading));

        Assert.False(again.Idempotent!.IsStoredWithWrites);
        Assert.IsType<Reception.Running>(await ReceiveAsync(key));
    }

    private async Task IsAnsweredAsync<T>(Func<RequestContext, IUseCase<T>> request)
    {
        var (context, key) = await HandleAsync(request);

        Assert.True(context.Idempotent!.IsStoredWithWrites);
        Assert.IsType<Reception.Answered>(await ReceiveAsync(key));
    }

    private async Task<(RequestContext Context, RequestKey Key)> HandleAsync<T>(
        Func<RequestContext, IUseCase<T>> request
    )
    {
        var key = new RequestKey("somebody", Guid.NewGuid().ToString("N"));
        Assert.IsType<Reception.Fresh>(await ReceiveAsync(key));
        var context = new RequestContext(Caller.Owner, key.Key, new RequestSource("a test", "here"))
        {
            Idempotent = new IdempotentRequest(key, "digest", _ => new StoredAnswer(key, 200, "{}")),
        };
        var useCase = request(context);
        var handler = Host.Services.GetRequiredService(
            typeof(IRequestHandler<,>).MakeGenericType(useCase.GetType(), typeof(UseCaseResult<T>))
        );
        var handled =
            (Task<UseCaseResult<T>>)
                handler.GetType().GetMethod("Handle")!.Invoke(handler, [useCase, CancellationToken.None])!;
        Assert.IsType<UseCaseResult<T>.Done>(await handled);
        return (context, key);
    }

    private Task<Reception> ReceiveAsync(RequestKey key) =>
        Host
            .Services.GetRequiredService<IStore>()
            .Idempotency.ReceiveAsync(key, "digest", TimeSpan.FromHours(1), default);
}
