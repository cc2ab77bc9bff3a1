import protobuf from 'protobufjs/light.js'

/** How a field of a message is decoded. */
export interface Field {
  readonly name: string
  /** FieldDescriptorProto.Type */
  readonly type: number
  readonly repeated: boolean
  /** full name of the message or enumeration, without its leading dot */
  readonly of: string
  /** what is read where the message leaves the field out: of proto3 fields that do not tell presence */
  readonly implied: boolean
}

/** Types of one descriptor set by full name. */
export interface Types {
  readonly messages: ReadonlyMap<string, MessageType>
  readonly enums: ReadonlyMap<string, ReadonlyMap<number, string>>
}

export interface MessageType {
  /** by number */
  readonly fields: ReadonlyMap<number, Field>
  /** an entry of a map, with key 1 and value 2 */
  readonly entry: boolean
}

/** FieldDescriptorProto.Type, as far as they are named here. */
export const MESSAGE = 11
export const GROUP = 10

const field = (id: number, type: string, rule?: 'repeated') => ({ id, type, ...(rule === undefined ? {} : { rule }) })

/** The part of descriptor.proto that decoding needs. Source: google/protobuf/descriptor.proto, field numbers. */
const root = protobuf.Root.fromJSON({
  nested: {
    FileSet: { fields: { file: field(1, 'File', 'repeated') } },
    File: {
      fields: {
        package: field(2, 'string'),
        message: field(4, 'Message', 'repeated'),
        enum: field(5, 'Enumeration', 'repeated'),
        syntax: field(12, 'string'),
      },
    },
    Message: {
      fields: {
        name: field(1, 'string'),
        field: field(2, 'FieldOf', 'repeated'),
        nested: field(3, 'Message', 'repeated'),
        enum: field(4, 'Enumeration', 'repeated'),
        options: field(7, 'MessageOptions'),
      },
    },
    MessageOptions: { fields: { mapEntry: field(7, 'bool') } },
    FieldOf: {
      fields: {
        name: field(1, 'string'),
        number: field(3, 'int32'),
        label: field(4, 'int32'),
        type: field(5, 'int32'),
        typeName: field(6, 'string'),
        oneofIndex: field(9, 'int32'),
      },
    },
    Enumeration: { fields: { name: field(1, 'string'), value: field(2, 'EnumValue', 'repeated') } },
    EnumValue: { fields: { name: field(1, 'string'), number: field(2, 'int32') } },
  },
})
const fileSet = root.lookupType('FileSet')

interface FieldOf {
  readonly name: string
  readonly number: number
  readonly label: number
  readonly type: number
  readonly typeName: string
  readonly oneofIndex?: number
}
interface Enumeration {
  readonly name: string
  readonly value: readonly { readonly name: string; readonly number: number }[]
}
interface Message {
  readonly name: string
  readonly field: readonly FieldOf[]
  readonly nested: readonly Message[]
  readonly enum: readonly Enumeration[]
  readonly options?: { readonly mapEntry: boolean }
}
interface File {
  readonly package: string
  readonly message: readonly Message[]
  readonly enum: readonly Enumeration[]
  readonly syntax: string
}

const REPEATED = 3

/** The types of a FileDescriptorSet in its binary form. Throws where the bytes are none. */
export function typesOf(set: Uint8Array): Types {
  const found: { readonly name: string; readonly message: Message; readonly proto3: boolean }[] = []
  const enums = new Map<string, ReadonlyMap<number, string>>()
  const addEnum = (scope: string, e: Enumeration) =>
    enums.set(within(scope, e.name), new Map(e.value.map((v) => [v.number, v.name])))
  const addMessage = (scope: string, message: Message, proto3: boolean) => {
    const name = within(scope, message.name)
    found.push({ name, message, proto3 })
    for (const inner of message.nested) addMessage(name, inner, proto3)
    for (const inner of message.enum) addEnum(name, inner)
  }
  const read = fileSet.toObject(fileSet.decode(set), { arrays: true }) as { readonly file: readonly File[] }
  for (const file of read.file) {
    for (const m of file.message) addMessage(file.package ?? '', m, file.syntax === 'proto3')
    for (const e of file.enum) addEnum(file.package ?? '', e)
  }
  const names = new Set([...found.map((m) => m.name), ...enums.keys()])
  const messages = new Map(
    found.map(({ name, message, proto3 }): [string, MessageType] => [
      name,
      {
        entry: message.options?.mapEntry === true,
        fields: new Map(message.field.map((f) => [f.number, fieldOf(f, proto3, name, names)])),
      },
    ]),
  )
  return { messages, enums }
}

function fieldOf(
  { name, label, type, typeName = '', oneofIndex }: FieldOf,
  proto3: boolean,
  scope: string,
  names: ReadonlySet<string>,
): Field {
  const repeated = label === REPEATED
  // an optional field of proto3 stands in a oneof of its own
  const implied = repeated || (proto3 && oneofIndex === undefined && type !== MESSAGE)
  return { name, type, repeated, of: resolved(typeName, scope, names), implied }
}

/** A name with a leading dot is whole; any other is looked for from the innermost scope outwards, as descriptor.proto says. */
function resolved(typeName: string, scope: string, names: ReadonlySet<string>): string {
  if (typeName.startsWith('.')) return typeName.slice(1)
  const parts = scope.split('.')
  for (let length = parts.length; length > 0; length--) {
    const name = within(parts.slice(0, length).join('.'), typeName)
    if (names.has(name)) return name
  }
  return typeName
}

const within = (scope: string, name: string) => (scope === '' ? name : `${scope}.${name}`)
