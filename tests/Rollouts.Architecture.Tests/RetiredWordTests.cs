using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Rollouts.Testing;

namespace Rollouts.Architecture.Tests;

/// <summary>
/// Words that gave way to those of the field (decision 0019). No declared type, method, property, field or parameter
/// uses one, and no stored event, metric or problem code. The names of properties are the fields of stored events and of JSON too.
/// </summary>
public sealed partial class RetiredWordTests
{
    /// <summary>Each with the word that replaced it.</summary>
    private static readonly Dictionary<string, string> Retired = new(StringComparer.OrdinalIgnoreCase)
    {
        ["shelf"] = "repository",
        ["cabinet"] = "repository",
        ["desk"] = "service",
        ["door"] = "inbox, access",
        ["scribe"] = "committer",
        ["asker"] = "poller",
        ["inquiry"] = "evaluation",
        ["happening"] = "recorded event",
        ["happenings"] = "recorded events",
        ["obstacle"] = "blocker",
        ["wish"] = "request",
        ["wishes"] = "requests",
        ["surroundings"] = "context",
        ["gatherer"] = "coalescer",
        ["teller"] = "reporter",
        ["whence"] = "source",
        ["reliance"] = "usage",
        ["strangers"] = "failed sign-ins",
        ["visitors"] = "callers",
        ["arrivals"] = "sign-ins",
        ["passages"] = "overrides",
        ["troubles"] = "failures",
        ["companions"] = "related streams",
        ["outrun"] = "conflict",
        ["settlement"] = "state machine",
        ["stretches"] = "totals",
    };

    public static TheoryData<string> Rooms => RoomTests.Rooms;

    [Theory]
    [MemberData(nameof(Rooms))]
    public void No_declared_name_uses_a_retired_word(string room) =>
        Assert.Empty(Names(Assemblies.Of(room)).Where(name => UsesARetiredWord(name)).Distinct().Order());

    [Fact]
    public void No_code_event_or_metric_uses_a_retired_word() =>
        Assert.Empty(
            Directory
                .GetFiles(Repository.PathOf("src"), "*.cs", SearchOption.AllDirectories)
                .SelectMany(file => Identifier().Matches(File.ReadAllText(file)))
                .Select(match => match.Value)
                .Where(UsesARetiredWord)
                .Distinct()
                .Order()
        );

    private static IEnumerable<string> Names(Assembly room) =>
        room.GetTypes()
            .Where(type => !IsGenerated(type))
            .SelectMany(type =>
                type.GetMembers(
                        BindingFlags.DeclaredOnly
                            | BindingFlags.Public
                            | BindingFlags.NonPublic
                            | BindingFlags.Instance
                            | BindingFlags.Static
                    )
                    .Where(member => member is MethodBase or PropertyInfo or EventInfo or FieldInfo)
                    .Where(member => !IsGenerated(member))
                    .SelectMany(NamesOf)
                    .Select(name => $"{type.Name}.{name}")
                    .Append(type.Name)
            );

    private static IEnumerable<string> NamesOf(MemberInfo member) =>
        member is MethodBase method
            ? method.GetParameters().Select(parameter => parameter.Name ?? "").Prepend(member.Name)
            : [member.Name];

    private static bool IsGenerated(MemberInfo member) =>
        member.Name.Contains('<', StringComparison.Ordinal)
        || member.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false)
        || (member.DeclaringType is { } outer && IsGenerated(outer));

    private static bool UsesARetiredWord(string name) =>
        Word().Matches(name).Any(word => Retired.ContainsKey(word.Value));

    [GeneratedRegex("[A-Z]?[a-z]+")]
    private static partial Regex Word();

    /// <summary>The literal of a code, an event or a metric, as in "rollout.unknown" or "rollouts_ticks".</summary>
    [GeneratedRegex("\"[a-z]+([._-][a-z0-9]+)+\"")]
    private static partial Regex Identifier();
}
