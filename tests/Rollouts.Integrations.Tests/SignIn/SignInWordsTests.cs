using System.Text;
using Rollouts.Domain.Access;
using Rollouts.Domain.Connections;
using Rollouts.Integrations.InstallationFiles;
using Rollouts.Integrations.SignIn;

namespace Rollouts.Integrations.Tests.SignIn;

public sealed class SignInWordsTests
{
    private const string File = """
        connections:
          edge: { haproxy: { socket: /run/haproxy/admin.sock } }
        signIn:
          issuer: https://id.example.com/realms/main
          clientId: rollouts
          clientSecret: { env: OIDC }
          address: https://rollouts.example.com
          scopes: [openid, email, groups]
          nameClaim: preferred_username
          groupsClaim: https://example.com/groups
          longest: 8h
          idle: 30m
          roles:
            administrator: [platform, /platform/leads]
            operator:
              - sre
              - { groups: [shop], people: [alice@example.com], services: [shop-*], environments: [staging] }
            viewer: ["*"]
          tokens: { audience: https://rollouts.example.com, groupsClaim: project_path }

        """;

    [Fact]
    public void Everything_is_read()
    {
        var settings = Read(File)!;

        Assert.Equal("https://id.example.com/realms/main", settings.Issuer);
        Assert.Equal("https://rollouts.example.com/", settings.Address.ToString());
        Assert.Equal("preferred_username", settings.NameClaim);
        Assert.Equal("https://example.com/groups", settings.GroupsClaim);
        Assert.Equal(
            (TimeSpan.FromHours(8), TimeSpan.FromMinutes(30)),
            (settings.LongestSession, settings.LongestIdle)
        );
        Assert.Equal(new TokenSettings("https://rollouts.example.com", null, "project_path"), settings.Tokens);
        Assert.Equal(
            [Role.Viewer, Role.Operator, Role.Operator, Role.Administrator, Role.Administrator],
            settings.Roles.Select(rule => rule.Role)
        );
        Assert.Equal("shop-*", Assert.Single(settings.Roles[2].Services).Text);
    }

    [Fact]
    public void What_is_left_out_has_a_meaning()
    {
        var settings = Read(
            """
            connections: { edge: { haproxy: { socket: /run/haproxy/admin.sock } } }
            signIn: { issuer: "http://127.0.0.1:8080", clientId: a, address: "http://localhost:9000", roles: {} }
            """
        )!;

        Assert.Equal(["openid", "email", "profile"], settings.Scopes);
        Assert.Equal("groups", settings.GroupsClaim);
        Assert.Equal((TimeSpan.FromHours(12), TimeSpan.FromHours(2)), (settings.LongestSession, settings.LongestIdle));
        Assert.Null(settings.Tokens);
        Assert.Empty(settings.Roles);
    }

    [Theory]
    [InlineData("alice-gh", "a1")]
    [InlineData("Alice-GH", "a1")]
    [InlineData("alice@old.example.com", "a1")]
    [InlineData("bob", "b1")]
    [InlineData("bob@example.com", null)]
    [InlineData("a1", null)]
    public void The_authors_of_releases_are_mapped_to_subjects_of_the_issuer(string author, string? subject)
    {
        var found = InstallationOf(
            File
                + """
                  authors:
                    - { subject: a1, logins: [alice-gh], emails: [alice@example.com, alice@old.example.com] }
                    - { subject: b1, logins: [bob] }
                """
        )
            .Authors.Find(author);

        Assert.Equal(
            (author, subject is null ? null : new ActorId("https://id.example.com/realms/main", subject)),
            (found.Name, found.Id)
        );
    }

    [Theory]
    [InlineData("[{ subject: a1, logins: [x] }, { subject: b1, logins: [X] }]", "plan.bad-value")]
    [InlineData("[{ subject: a1 }]", "plan.missing-key")]
    [InlineData("[{ subject: a1, logins: [a@example.com] }]", "plan.bad-value")]
    [InlineData("[{ subject: a1, emails: [a] }]", "plan.bad-value")]
    public void A_mapping_that_names_no_one_person_is_refused(string authors, string code) =>
        Assert.Contains(
            code,
            InstallationReader
                .Read("installation.yaml", Encoding.UTF8.GetBytes($"{File}  authors: {authors}\n"))
                .Problems.Select(problem => problem.Fault.Code)
        );

    [Fact]
    public void Nobody_vouches_where_nothing_is_said() =>
        Assert.Null(Read("connections: { edge: { haproxy: { socket: /run/haproxy/admin.sock } } }"));

    [Theory]
    [InlineData("issuer: https:", "issuer: http:", "plan.address-refused", 4)]
    [InlineData("address: https:", "address: http:", "plan.address-refused", 7)]
    [InlineData("address: https://rollouts.example.com", "address: https://a.example/b", "plan.address-refused", 7)]
    [InlineData("issuer: https://id.", "issuer: https://me@id.", "plan.address-refused", 4)]
    [InlineData("{ env: OIDC }", "hunter2", "plan.secret-in-plan", 6)]
    [InlineData("{ env: OIDC }", "{ vault: OIDC }", "plan.unknown-key", 6)]
    [InlineData("[openid, email, groups]", "[email]", "plan.missing-key", 4)]
    [InlineData("operator:", "operators:", "plan.unknown-key", 15)]
    [InlineData("[platform, /platform/leads]", "[{ groups: [a], services: [b] }]", "plan.bad-value", 14)]
    [InlineData("groups: [shop], people: [alice@example.com]", "groups: []", "plan.wrong-count", 17)]
    [InlineData("groups: [shop], people: [alice@example.com], ", "", "plan.missing-key", 17)]
    [InlineData("[shop-*]", "[../*]", "plan.bad-name", 17)]
    [InlineData("idle: 30m", "idle: soon", "plan.bad-duration", 12)]
    [InlineData("audience: https://rollouts.example.com", "audience: rollouts", "plan.bad-value", 4)]
    [InlineData("nameClaim:", "namesClaim:", "plan.unknown-key", 9)]
    public void Says_where_it_is_wrong(string right, string wrong, string code, int line)
    {
        Assert.Contains(right, File, StringComparison.Ordinal);
        var (installation, problems) = InstallationReader.Read(
            "installation.yaml",
            Encoding.UTF8.GetBytes(File.Replace(right, wrong, StringComparison.Ordinal))
        );

        Assert.Null(installation);
        Assert.Contains((code, line), problems.Select(problem => (problem.Fault.Code, problem.Place.Line)));
    }

    [Theory]
    [InlineData("staff", "bob", false)]
    [InlineData("shop", "bob", true)]
    [InlineData("Shop", "bob", false)]
    [InlineData("staff", "Alice@Example.com", true)]
    public void A_rule_includes_groups_letter_by_letter_and_people_in_any_capitals(
        string group,
        string name,
        bool isIncluded
    ) =>
        Assert.Equal(
            isIncluded,
            Read(File)!.Roles[2].Includes(new Person("https://id.example.com", "1", name, [group]))
        );

    private static SignInSettings? Read(string text) => SignInSettings.Of(InstallationOf(text));

    private static Installation InstallationOf(string text)
    {
        var (installation, problems) = InstallationReader.Read("installation.yaml", Encoding.UTF8.GetBytes(text));
        Assert.Empty(problems);
        return installation!;
    }
}
