using System.Collections;
using System.Reflection;
using GradCompile.TestKit;
using Microsoft.CodeAnalysis;

namespace GradCompile.Generators.Tests;

/// <summary>An edit elsewhere runs binding again and nothing after it; and no value of the pipeline keeps a compilation alive.</summary>
public class IncrementalityTests
{
    private const string Network = """
        using GradCompile;
        namespace App;
        [Network(4), Dense(3, Activation.ReLU), Residual<Branch>, Dense(2), Loss(Loss.Huber), Adam(0.01)]
        public partial class Net { public int Version => 1; }
        [Block, Dense(3)] public class Branch;
        """;

    private const string Other = "namespace App; public class Other { public int Number => 1; }";

    private static readonly string[] AfterBinding = [TrackingNames.Settings, TrackingNames.Compile, TrackingNames.SharedFileNames, TrackingNames.Print, TrackingNames.WrongSetting];

    public static TheoryData<int, string> UnrelatedEdits => new()
    {
        { 0, "// a comment\n" + Network },
        { 0, Network.Replace("namespace App;", "namespace App;\n\n\n\n", StringComparison.Ordinal) },
        { 0, Network.Replace("Version => 1", "Version => 2", StringComparison.Ordinal) },
        { 0, Network.Replace("Dense(2)", "Dense( /* two */ 2)", StringComparison.Ordinal) },
        { 0, Network + "\npublic class Appended;" },
        { 0, Network.Replace("public class Branch", "public class Branch", StringComparison.Ordinal).Replace("[Block, ", "[Block] [", StringComparison.Ordinal) },
        { 1, Other.Replace("Number => 1", "Number => 2", StringComparison.Ordinal) },
        { 1, Other.Replace("public class", "[System.Serializable] public class", StringComparison.Ordinal) },
        { 1, "" },
    };

    [Theory]
    [MemberData(nameof(UnrelatedEdits))]
    public void AnUnrelatedEditRunsNothingAfterBinding(int file, string text)
    {
        var before = UserProject.Compile(Network, Other);
        var after = before.Edit(file, text);
        Assert.NotEmpty(before.Generated);
        Assert.All(Reasons(after, TrackingNames.Bind), reason => Assert.Contains(reason, new[] { IncrementalStepRunReason.Cached, IncrementalStepRunReason.Unchanged }));
        foreach (var step in AfterBinding)
            Assert.All(Reasons(after, step), reason => Assert.Equal(IncrementalStepRunReason.Cached, reason));
        Assert.All(after.Run.TrackedOutputSteps.SelectMany(step => step.Value).SelectMany(step => step.Outputs), output => Assert.Equal(IncrementalStepRunReason.Cached, output.Reason));
    }

    [Fact]
    public void AnotherNetworkLeavesTheFirstAlone()
    {
        var before = UserProject.Compile(Network, Other);
        var after = before.Edit(1, "using GradCompile; [Network(2), Dense(1)] public partial class Second;");
        Assert.Equal([IncrementalStepRunReason.Cached, IncrementalStepRunReason.New], Reasons(after, TrackingNames.Compile).Order(Comparer<IncrementalStepRunReason>.Create((a, b) => string.CompareOrdinal(a.ToString(), b.ToString()))));
        Assert.All(Reasons(after, TrackingNames.SharedFileNames), reason => Assert.Equal(IncrementalStepRunReason.Unchanged, reason));
    }

    [Theory]
    [InlineData("Dense(2)", "Dense(5)")]
    [InlineData("Adam(0.01)", "Adam(0.02)")]
    [InlineData("[Block, Dense(3)]", "[Block, Dense(3), Dense(3)]")]
    public void AChangeOfTheDeclarationCompilesAgain(string old, string replacement)
    {
        var before = UserProject.Compile(Network, Other);
        var after = before.Edit(0, Network.Replace(old, replacement, StringComparison.Ordinal));
        Assert.Equal([IncrementalStepRunReason.Modified], Reasons(after, TrackingNames.Compile));
        Assert.NotEqual(before.Generated.Select(file => file.SourceText.ToString()), after.Generated.Select(file => file.SourceText.ToString()));
    }

    [Fact]
    public void TheSameSourceGivesTheSameText() => Assert.Equal(
        UserProject.Compile(Network, Other).Generated.Select(file => file.SourceText.ToString()),
        UserProject.Compile(Network, Other).Generated.Select(file => file.SourceText.ToString()));

    [Fact]
    public void NoValueOfThePipelineHoldsARoslynObject()
    {
        var steps = UserProject.Compile(Network, Other).Run.TrackedSteps;
        foreach (var name in AfterBinding.Prepend(TrackingNames.Bind))
        {
            var values = steps[name].SelectMany(step => step.Outputs).Select(output => output.Value).ToList();
            Assert.NotEmpty(values);
            var seen = new HashSet<object>(ReferenceEqualityComparer.Instance);
            foreach (var value in values) AssertOnlyData(value, name, seen);
        }
    }

    private static IEnumerable<IncrementalStepRunReason> Reasons(UserProject project, string step) =>
        project.Run.TrackedSteps[step].SelectMany(run => run.Outputs).Select(output => output.Reason);

    private static void AssertOnlyData(object? value, string path, HashSet<object> seen)
    {
        if (value is null or string || value.GetType().IsPrimitive || value.GetType().IsEnum) return;
        var type = value.GetType();
        Assert.False(type.Namespace?.StartsWith("Microsoft.CodeAnalysis", StringComparison.Ordinal) ?? false, $"{path} holds a {type}.");
        Assert.False(value is Delegate, $"{path} holds a delegate.");
        if (!type.IsValueType && !seen.Add(value)) return;
        if (value is IEnumerable items)
        {
            foreach (var item in items) AssertOnlyData(item, path + "[]", seen);
            if (type.IsArray) return;
        }

        for (var current = type; current is not null && current != typeof(object); current = current.BaseType)
        {
            foreach (var field in current.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
                AssertOnlyData(field.GetValue(value), $"{path}.{field.Name}", seen);
        }
    }
}
