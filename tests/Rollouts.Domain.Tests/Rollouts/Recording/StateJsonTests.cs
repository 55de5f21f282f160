using Rollouts.Domain.Plans.Checks;
using Rollouts.Domain.Rollouts;
using Rollouts.Domain.Services;
using Rollouts.Domain.Tests.Plans;
using Rollouts.Storage.Serialization;

namespace Rollouts.Domain.Tests.Rollouts.Recording;

public sealed class StateJsonTests
{
    public static TheoryData<string> Names => [.. Scenarios.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Is_read_back_as_it_was_written(string name)
    {
        var state = Scenarios.All[name]().State;

        Assert.Equal(state, StateJson.Read<Rollout>(StateJson.Write(state)));
    }

    [Fact]
    public void Reads_a_service_back()
    {
        var service = new Service
        {
            Name = new ServiceName("checkout"),
            Environment = new EnvironmentName("prod"),
            Stable = [new StableBackend(new TargetName("main"), new BackendName("blue"), new VersionName("v1"))],
            Leaving = [new Leaving(Known.Id, Known.Newer)],
            Drifts = [new RouteDrift(new TargetName("main"), Weight.Percent(7))],
            Opened = 2,
            Version = 3,
        };

        Assert.Equal(service, StateJson.Read<Service>(StateJson.Write(service)));
    }

    [Fact]
    public void Reads_the_label_of_a_check_back()
    {
        var counts = (Subject.Counts)Some.Errors.Subject;
        var check = Some.Errors with { Subject = counts with { By = "route" } };

        Assert.Equal(check, StateJson.Read<Check>(StateJson.Write(check)));
        Assert.DoesNotContain("\"by\"", StateJson.Write(Some.Errors), StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("nonsense")]
    [InlineData("{\"terms\":null}")]
    public void What_another_build_wrote_is_made_again_and_not_guessed(string json) =>
        Assert.Null(StateJson.Read<Rollout>(json));
}
