using System.Diagnostics.CodeAnalysis;
using Rollouts.PlanFiles.Shapes;

namespace Rollouts.PlanFiles.Words;

/// <summary>The names that a plan gives and uses.</summary>
public static class NameWords
{
    public const string Pattern = "^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$";

    public static readonly Shape<string> Any = Of("a name", text => text);
    public static readonly Shape<ServiceName> Service = Of("the name of a service", text => new ServiceName(text));
    public static readonly Shape<EnvironmentName> Environment = Of(
        "the name of an environment",
        text => new EnvironmentName(text)
    );
    public static readonly Shape<TargetName> Target = Of("the name of a target", text => new TargetName(text));
    public static readonly Shape<CheckName> Check = Of("the name of a check", text => new CheckName(text));
    public static readonly Shape<StepName> Step = Of("the name of a step", text => new StepName(text));
    public static readonly Shape<ConnectionName> Connection = Of(
        "the name of a connection",
        text => new ConnectionName(text)
    );
    public static readonly Shape<FreezeName> Freeze = Of("the name of a freeze", text => new FreezeName(text));
    public static readonly Shape<GroupName> Group = Of("the name of a group", text => new GroupName(text));

    public static readonly Shape<BackendName> Backend = TextWords
        .Harmless("plan.bad-name", "the name of a backend")
        .Into(text => new BackendName(text));

    private static TextShape<T> Of<T>(string what, Func<string, T> make) =>
        new(
            "plan.bad-name",
            $"{what} ({Name.Rule})",
            Pattern,
            (string text, [MaybeNullWhen(false)] out T value) =>
            {
                var valid = Name.IsValid(text);
                value = valid ? make(text) : default;
                return valid;
            }
        );
}
