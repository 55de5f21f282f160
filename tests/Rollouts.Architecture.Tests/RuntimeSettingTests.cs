using System.Text.Json;
using Rollouts.Testing;

namespace Rollouts.Architecture.Tests;

/// <summary>Settings of the runtime belong to the programs, and not to variables that an operator has to know.</summary>
public sealed class RuntimeSettingTests
{
    [Theory]
    [InlineData("rollouts-api")]
    [InlineData("rollouts-worker")]
    public void A_host_brings_its_setting_of_the_garbage_collector(string program)
    {
        using var settings = JsonDocument.Parse(
            File.ReadAllText(Path.Combine(AppContext.BaseDirectory, $"{program}.runtimeconfig.json"))
        );

        Assert.Equal(
            96 * 1024 * 1024,
            settings
                .RootElement.GetProperty("runtimeOptions")
                .GetProperty("configProperties")
                .GetProperty("System.GC.Gen0MaxBudget")
                .GetInt64()
        );
    }

    [Fact]
    public void No_installation_sets_the_garbage_collector_by_a_variable() =>
        Assert.Empty(
            Directory
                .GetFiles(Repository.PathOf("deploy"), "*", SearchOption.AllDirectories)
                .Where(file => File.ReadAllText(file).Contains("DOTNET_GC", StringComparison.OrdinalIgnoreCase))
        );
}
