using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using GradCompile.Compiler.Declared;
using GradCompile.Compiler.Plans;

namespace GradCompile.Compiler.Emission;

/// <summary>The members that a user sees: each forwards to the engine in one line.</summary>
internal static class SurfaceEmitter
{
    /// <summary>Stands for the type of the network's program; no class can have this name.</summary>
    private const string Code = "$code";

    private const string Program = Code + ".Instance";

    public static string Print(Plan plan)
    {
        var model = plan.Model;
        var type = model.Declaration.Type;
        var writer = new CodeWriter();
        FileHeader.Print(writer, model, "the members of the class.");
        OpenType(writer, type, model.Loss is not null, HoverTable.Lines(plan));
        var code = $"global::{Identifiers.KernelNamespace(type)}.NetworkCode";
        foreach (var member in Members(type, model.Loss is not null, inputs: model.Evaluation.Input.Shape.Size, outputs: model.Evaluation.Output.Shape.Size))
        {
            Member(writer, member with { Declaration = member.Declaration.Replace(Code, code) }, member.Body.Replace(Code, code));
        }

        CloseType(writer, type);
        return writer.ToString();
    }

    /// <summary>A member: its signature, and its body in a network that compiles.</summary>
    public sealed record MemberText(string Name, string Documentation, string Declaration, string Body, bool IsProperty = false, bool HasSetter = false, bool IsPrivate = false);

    /// <summary>The members in the order in which they stand.</summary>
    public static IEnumerable<MemberText> Members(DeclaredType type, bool isTrainable, long inputs, long outputs)
    {
        const string Floats = "global::System.ReadOnlySpan<float>";
        const string Labels = "global::System.ReadOnlySpan<int>";
        const string Engine = "global::GradCompile.CompilerServices.NetworkEngine";
        var name = Identifiers.Escape(type.Name);
        var rows = $"rows × {N(inputs)} numbers, row after row";
        var outs = $"rows × {N(outputs)} numbers, row after row";
        yield return new("_engine", "", $"private readonly {Engine} _engine", ";", IsPrivate: true);
        yield return new("constructor", "Makes the network and draws its weights as declared.\nparam seed: The same seed gives the same bits.",
            $"public {name}(ulong seed = 0)", $"=> _engine = new {Engine}({Program}, seed);");
        // Its first parameter's type is the network's own: no constructor of the user's has it.
        yield return new("private constructor", "", $"private {name}({Code} program, string path)", $"=> _engine = {Engine}.FromFile(program, path);", IsPrivate: true);
        yield return new("Info", "Layers, tensors, and what a row costs.", "public static global::GradCompile.NetworkInfo Info", $"=> {Program}.Layout.Info;", IsProperty: true);
        yield return new("Predict", $"Runs the network in evaluation mode. Many threads may call it at once; beside one that trains, some weights may be older than others.\nparam inputs: {rows}.\nparam outputs: {outs}.",
            $"public void Predict({Floats} inputs, global::System.Span<float> outputs)", "=> _engine.Predict(inputs, outputs);");
        if (isTrainable)
        {
            foreach (var (spanType, parameter, what) in new[] { (Floats, "targets", outs), (Labels, "labels", "one class index for each row") })
            {
                yield return new("Evaluate", $"The loss of a batch in evaluation mode, penalties not included.\nparam inputs: {rows}.\nparam {parameter}: {what}.",
                    $"public float Evaluate({Floats} inputs, {spanType} {parameter})", $"=> _engine.Evaluate(inputs, {parameter});");
                yield return new("ComputeGradients", $"The loss of a batch in training mode, penalties included; the gradients are left in place and nothing is updated.\nparam inputs: {rows}.\nparam {parameter}: {what}.",
                    $"public float ComputeGradients({Floats} inputs, {spanType} {parameter})", $"=> _engine.ComputeGradients(inputs, {parameter});");
                yield return new("Train", $"One training step on one batch: gradients, clipping, update. Returns the loss before the update, penalties included.\nparam inputs: {rows}.\nparam {parameter}: {what}.",
                    $"public float Train({Floats} inputs, {spanType} {parameter})", $"=> _engine.Train(inputs, {parameter});");
            }

            yield return new("ApplyGradients", "Clips the gradients as declared, then takes one optimizer step.", "public void ApplyGradients()", "=> _engine.ApplyGradients();");
            yield return new("GetGradient", "Copies the gradient of a tensor, in PyTorch's shape and order.\nparam name: As <c>dense1.weight</c>.\nparam destination: As many numbers as the tensor has.",
                "public void GetGradient(string name, global::System.Span<float> destination)", "=> _engine.GetGradient(name, destination);");
            yield return new("LearningRate", "The optimizer's rate, so that a schedule can move it.", "public float LearningRate", "{ get => _engine.LearningRate; set => _engine.LearningRate = value; }", IsProperty: true, HasSetter: true);
            yield return new("AllowNonFinite", "Whether a batch whose loss or gradient is not finite is trained on all the same; else it is a NonFiniteException, before anything is updated.",
                "public bool AllowNonFinite", "{ get => _engine.AllowNonFinite; set => _engine.AllowNonFinite = value; }", IsProperty: true, HasSetter: true);
        }

        yield return new("GetTensor", "Copies a tensor, in PyTorch's shape and order.\nparam name: As <c>dense1.weight</c>.\nparam destination: As many numbers as the tensor has.",
            "public void GetTensor(string name, global::System.Span<float> destination)", "=> _engine.GetTensor(name, destination);");
        yield return new("SetTensor", "Replaces a tensor, in PyTorch's shape and order.\nparam name: As <c>dense1.weight</c>.\nparam source: As many numbers as the tensor has.",
            $"public void SetTensor(string name, {Floats} source)", "=> _engine.SetTensor(name, source);");
        if (isTrainable)
        {
            yield return new("Threads", "How many threads work on a batch; 0 leaves it to the batch. Any value gives the same bits.", "public int Threads",
                "{ get => _engine.Threads; set => _engine.Threads = value; }", IsProperty: true, HasSetter: true);
        }

        yield return new("Save", "Writes weights and running statistics to a safetensors file: whole, or not at all. The optimizer's state and LearningRate are not saved.\nparam path: The file; one that is there is replaced.",
            "public void Save(string path)", "=> _engine.Save(path);");
        yield return new("Load", "Reads weights and running statistics from a safetensors file. A file that does not fit is refused with an error that says why. The optimizer starts afresh, at the declared rate.\nparam path: The file.",
            $"public static {name} Load(string path)", $"=> new {name}({Program}, path);");
    }

    public static void Member(CodeWriter writer, MemberText member, string body)
    {
        if (member.Documentation.Length > 0)
        {
            writer.Line();
            var lines = member.Documentation.Split('\n');
            writer.Line($"/// <summary>{lines[0]}</summary>");
            foreach (var line in lines.Skip(1))
            {
                var colon = line.IndexOf(':');
                writer.Line($"/// <param name=\"{line.Substring(6, colon - 6)}\">{line.Substring(colon + 2)}</param>");
            }
        }
        else if (member.Name != "_engine")
        {
            writer.Line();
        }

        // The attribute stands on each member: the class is the user's, who may have marked it so as well, and what else is in it is written by hand.
        writer.Line(FileHeader.GeneratedCode);
        writer.Line(body == ";" ? member.Declaration + ";" : $"{member.Declaration} {body}");
    }

    public static void OpenType(CodeWriter writer, DeclaredType type, bool isTrainable, IReadOnlyList<string> remarks)
    {
        if (type.Namespace.Length > 0) writer.Open("namespace " + Identifiers.Escape(type.Namespace));
        // The summary is the user's to write, and there is only one.
        writer.Line("/// <remarks>");
        foreach (var line in remarks) writer.Line("/// " + line);
        writer.Line("/// </remarks>");
        var name = Identifiers.Escape(type.Name);
        writer.Open($"partial class {name} : global::GradCompile.{(isTrainable ? "ITrainableNetwork" : "INetwork")}<{name}>");
    }

    public static void CloseType(CodeWriter writer, DeclaredType type)
    {
        writer.Close();
        if (type.Namespace.Length > 0) writer.Close();
    }

    private static string N(long value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
