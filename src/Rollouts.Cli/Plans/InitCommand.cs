using System.CommandLine;
using System.Text;
using Rollouts.Cli.Output;
using Rollouts.Integrations.PlanLanguage;

namespace Rollouts.Cli.Plans;

/// <summary>Writes a first plan. On a terminal it asks for values that no option provides.</summary>
internal static class InitCommand
{
    public static Command Create()
    {
        var service = new Option<string?>("--service") { Description = "The service." };
        var environment = new Option<string?>("--environment", "-e") { Description = "The environment." };
        var route = new Option<string?>("--route")
        {
            Description = "The route whose traffic is shifted, as an administrator named it.",
        };
        var slots = new Option<string?>("--slots")
        {
            Description = "The two backends that take turns, as in checkout-blue,checkout-green.",
        };
        var steps = new Option<string>("--steps")
        {
            Description = "The weights of the steps.",
            DefaultValueFactory = _ => "5%,25%,50%",
        };
        var success = new Option<string>("--success")
        {
            Description = "The least share of good answers.",
            DefaultValueFactory = _ => "99%",
        };
        var file = new Option<FileInfo?>("--out")
        {
            Description = "Write the plan to this file, which must not be there yet; stdout without it.",
            HelpName = "file",
        };
        var command = new ExampledCommand(
            "init",
            "Write a first plan. What no option says is asked for on a terminal.",
            [
                "rollouts init --service checkout -e prod --route checkout --slots checkout-blue,checkout-green",
                "rollouts init --out checkout.yaml",
            ]
        )
        {
            service,
            environment,
            route,
            slots,
            steps,
            success,
            file,
        };
        command.SetAction(parsed =>
        {
            var io = parsed.InvocationConfiguration;
            var name = Answer(parsed.GetValue(service), "--service", "Which service?", null, io.Error);
            var backends = $"{name}-blue,{name}-green";
            var text = Text(
                name,
                Answer(parsed.GetValue(environment), "--environment", "In which environment?", "prod", io.Error),
                Answer(parsed.GetValue(route), "--route", "Which route?", name, io.Error),
                Answer(parsed.GetValue(slots), "--slots", "Which two backends take turns?", backends, io.Error),
                parsed.GetRequiredValue(steps),
                parsed.GetRequiredValue(success)
            );
            return Write(text, parsed.GetValue(file), io.Output, io.Error);
        });
        return command;
    }

    private static int Write(string text, FileInfo? file, TextWriter output, TextWriter errors)
    {
        var reading = PlanReader.Read(file?.ToString() ?? "plan", Encoding.UTF8.GetBytes(text), installation: null);
        foreach (var problem in reading.Problems)
        {
            errors.WriteLine(problem);
        }

        if (!reading.IsAccepted)
        {
            return ExitCodes.Refused;
        }

        if (file is null)
        {
            output.Write(text);
            return ExitCodes.Succeeded;
        }

        if (file.Exists)
        {
            errors.WriteLine($"{file} is there already. Choose another name, or delete it.");
            return ExitCodes.Refused;
        }

        File.WriteAllText(file.FullName, text);
        errors.WriteLine(
            $"Wrote {file}. See it with 'rollouts explain {file}', and move with 'rollouts simulate {file}'."
        );
        return ExitCodes.Succeeded;
    }

    private static string Answer(string? given, string option, string question, string? usual, TextWriter errors)
    {
        if (given is not null)
        {
            return given;
        }

        if (Console.IsInputRedirected || !Terminal.IsError(errors))
        {
            return usual
                ?? throw new CommandFailedException(ExitCodes.Usage, $"Give {option}; there is no terminal to ask on.");
        }

        errors.Write(usual is null ? $"{question} " : $"{question} [{usual}] ");
        return Console.In.ReadLine() is { Length: > 0 } said
            ? said.Trim()
            : usual ?? throw new CommandFailedException(ExitCodes.Usage, $"Give {option}.");
    }

    private static string Text(
        string service,
        string environment,
        string route,
        string slots,
        string steps,
        string success
    )
    {
        var (backends, weights) = (List(slots), List(steps));
        return $$"""
            # Check it with 'rollouts lint', read it in full with 'rollouts explain'.
            service: {{service}}
            environment: {{environment}}
            target: { route: {{route}} }
            backends: { slots: [{{backends}}] }
            checks:
              - successRate: { atLeast: {{success}} }
            strategy: { canary: { steps: [{{weights}}] } }

            """;
    }

    private static string List(string text) =>
        string.Join(", ", text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
}
