using Sextant.Syntax.Boogie.Ast;

namespace Sextant.Syntax.Boogie;

public sealed partial class BoogiePrinter
{
    private void Write(Declaration declaration)
    {
        foreach (Annotation annotation in declaration.Annotations)
            Line($"@{annotation.Name}");
        switch (declaration)
        {
            case Declaration.TypeConstructor type:
                StartDeclaration("type ", type);
                WriteTypeHead(type.Name, type.Parameters);
                break;
            case Declaration.TypeSynonym type:
                StartDeclaration("type ", type);
                WriteTypeHead(type.Name, type.Parameters);
                _out.Append(" = ");
                Write(type.Definition);
                break;
            case Declaration.Constants constants:
                StartDeclaration("const ", constants);
                _out.Append(constants.IsUnique ? "unique " : "");
                List(constants.Names, Write);
                _out.Append(": ");
                Write(constants.Type);
                break;
            case Declaration.Axiom axiom:
                StartDeclaration("axiom ", axiom);
                Write(axiom.Condition);
                break;
            case Declaration.Variables variables:
                StartDeclaration("var ", variables);
                List(variables.Groups, Write);
                break;
            case Declaration.Function function:
                WriteFunction(function);
                return;
            case Declaration.Procedure procedure:
                WriteProcedure(procedure);
                return;
        }
        _out.Append(";\n");
    }

    private void StartDeclaration(string keyword, Declaration declaration)
    {
        _out.Append(keyword);
        WriteAttributes(declaration.Attributes);
    }

    private void WriteTypeHead(Identifier name, EquatableArray<Identifier> parameters)
    {
        Write(name);
        foreach (Identifier parameter in parameters)
        {
            _out.Append(' ');
            Write(parameter);
        }
    }

    private void WriteFunction(Declaration.Function function)
    {
        StartDeclaration("function ", function);
        Write(function.Name);
        _out.Append('(');
        List(function.Parameters, Write);
        _out.Append(") returns (");
        Write(function.Result);
        _out.Append(')');
        if (function.Body is null)
        {
            _out.Append(";\n");
            return;
        }
        _out.Append("\n{\n  ");
        Write(function.Body);
        _out.Append("\n}\n");
    }

    private void Write(FormalParameter parameter)
    {
        WriteAttributes(parameter.Attributes);
        if (parameter.Name is not null)
        {
            Write(parameter.Name);
            _out.Append(": ");
        }
        Write(parameter.Type);
    }

    private void WriteProcedure(Declaration.Procedure procedure)
    {
        StartDeclaration("procedure ", procedure);
        Write(procedure.Name);
        _out.Append('(');
        List(procedure.Parameters, Write);
        _out.Append(')');
        if (procedure.Results.Count > 0)
        {
            _out.Append(" returns (");
            List(procedure.Results, Write);
            _out.Append(')');
        }
        _out.Append(procedure.Body is null ? ";\n" : "\n");
        _indentation++;
        foreach (ContractClause clause in procedure.Contract)
            Write(clause);
        _indentation--;
        if (procedure.Body is not null)
            Write(procedure.Body);
    }

    private void Write(ContractClause clause)
    {
        switch (clause)
        {
            case ContractClause.Modifies modifies:
                StartLine(modifies.Names.Count == 0 ? "modifies" : "modifies ");
                List(modifies.Names, Write);
                break;
            case ContractClause.Condition condition:
                StartLine(condition.IsFree ? "free " : "");
                _out.Append(condition.Kind == ContractKind.Requires ? "requires " : "ensures ");
                WriteAttributes(condition.Attributes);
                Write(condition.Expression);
                break;
        }
        _out.Append(";\n");
    }

    private void Write(ProcedureBody body)
    {
        Line("{");
        _indentation++;
        foreach (VariableGroup local in body.Locals)
        {
            StartLine("var ");
            Write(local);
            _out.Append(";\n");
        }
        WriteStatements(body.Statements);
        _indentation--;
        Line("}");
    }
}
