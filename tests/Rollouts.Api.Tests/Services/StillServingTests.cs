using Microsoft.Extensions.DependencyInjection;
using Rollouts.Domain.Rollouts;
using Rollouts.Domain.Services;
using Rollouts.Engine.Streams;
using Rollouts.Storage;

namespace Rollouts.Api.Tests.Services;

/// <summary>A backend that still gets requests: who sees it, and who may allow it.</summary>
public sealed class StillServingTests : ApiTest
{
    private const string Path = "services/staging/shop/still-serving/confirm";

    private static readonly object Backend = new
    {
        target = "main",
        backend = "checkout-v2",
        reason = "its clients are known",
    };

    [Fact]
    public async Task An_administrator_allows_it_and_the_log_says_who_and_why()
    {
        await RaiseAsync();
        var shown = (await Administrator.GetAsync("services/staging/shop")).Is(200).Json.GetProperty("stillServing")[0];
        Assert.Equal("asked 0 %, got 2 % (20 of 1,000) over 30 s", shown.GetProperty("sentence").GetString());
        Assert.False(shown.GetProperty("confirmed").GetBoolean());

        var confirmed = (await Administrator.PostAsync(Path, Backend)).Is(200).Json;

        Assert.True(confirmed.GetProperty("stillServing")[0].GetProperty("confirmed").GetBoolean());
        var entry = (await Trail.ReadAsync(Host, "service/staging/shop"))[^1];
        Assert.Equal(("service.serving-confirmed.v1", "its clients are known"), (entry.Event, entry.Reason));
    }

    [Fact]
    public async Task What_is_not_known_to_be_served_needs_no_confirmation()
    {
        await RaiseAsync();

        (
            await Administrator.PostAsync(
                Path,
                new
                {
                    target = "main",
                    backend = "checkout-v1",
                    reason = "x",
                }
            )
        ).IsRefused(409, "service.not-serving");
        (
            await Administrator.PostAsync(
                Path,
                new
                {
                    target = "main",
                    backend = "../x y",
                    reason = "x",
                }
            )
        ).IsRefused(400, "request.name");
    }

    [Fact]
    public async Task An_operator_may_not_allow_it()
    {
        await RaiseAsync();
        var issued = await Administrator.PostAsync(
            "keys",
            new
            {
                name = "night-shift",
                roles = new[] { "operator" },
                services = new[] { "*" },
                environments = new[] { "*" },
                reason = "x",
            }
        );
        using var shift = With(issued.Is(201)["key"]);

        (await shift.PostAsync(Path, Backend)).Is(403);
    }

    private async Task RaiseAsync()
    {
        var (service, environment) = (new ServiceName("shop"), new EnvironmentName("staging"));
        var still = new ServiceEvent.StillServing(
            new TargetName("main"),
            new BackendName("checkout-v2"),
            new RolloutId(Guid.NewGuid()),
            default,
            "asked 0 %, got 2 % (20 of 1,000) over 30 s"
        );
        await Host
            .Services.GetRequiredService<StreamRunner>()
            .TransactAsync(
                StreamName.Of(service, environment),
                StateCodecs.Service(service, environment),
                (before, now) =>
                    StreamAppend.Change(
                        before,
                        ServiceEvolution.Evolve(before.State!, still),
                        [still],
                        new EventMetadata(now, Actor.Machine, new Cause("verdict", Key: null), still.Sentence)
                    ),
                default
            );
    }
}
